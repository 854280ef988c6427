import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../scripts/Failure.mjs';

/** The files that n8n's scanner looks at in the source, and those in what npm gives out. */
export const scanned = {
	source: ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'],
	published: ['package.json', '**/*.js'],
};

export async function scan(scanner, folder, patterns) {
	const entry = join(scanner, 'node_modules', '@n8n', 'scan-community-package', 'scanner', 'scanner.mjs');
	const { analyzePackage } = await import(pathToFileURL(entry).href);
	const { passed, message, details } = await analyzePackage(folder, patterns);
	if (!passed || message) throw new Failure([message, details].filter(Boolean).join('\n'));
}
