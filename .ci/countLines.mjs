import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The lines of all TypeScript below a folder. */
export function countLines(folder) {
	const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ts'));
	return files.reduce((sum, file) => sum + readFileSync(join(folder, file), 'utf8').split('\n').length - 1, 0);
}
