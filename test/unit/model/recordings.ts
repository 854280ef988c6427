import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../../../shared/espocrm');

/** Recordings of real servers; undefined, with a message, where they are not at hand. */
export function recording<Content>(file: string): Content | undefined {
	const path = join(folder, file);
	if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Content;
	console.warn(`${path} is not there: what is checked against it is left out.`);
	return undefined;
}
