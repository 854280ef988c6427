import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Version = '7.5' | '10.0';

/** A recording of a real server: a story, `fields`, `metadata` or `deliveries`. */
export function recorded<Content>(version: Version, name: string): Content {
	return JSON.parse(readFileSync(pathOf(version, name), 'utf8')) as Content;
}

/** One entry of a list in a line. */
export function writeRecording(version: Version, name: string, content: unknown): void {
	const text = Array.isArray(content) ? `[\n${content.map((entry) => JSON.stringify(entry)).join(',\n')}\n]` : JSON.stringify(content, null, '\t');
	const path = pathOf(version, name);
	if (existsSync(path) && readFileSync(path, 'utf8') === `${text}\n`) return;
	mkdirSync(join(__dirname, version), { recursive: true });
	writeFileSync(path, `${text}\n`);
}

function pathOf(version: Version, name: string): string {
	return join(__dirname, version, `${name}.json`);
}
