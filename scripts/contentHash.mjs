import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { repository } from './repository.mjs';

function filesBelow(path) {
	if (!existsSync(path)) return [];
	if (statSync(path).isFile()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesBelow(join(path, name)));
}

/** The same for the same files with the same content, whenever they were written and wherever the repository lies. */
export function contentHash(paths) {
	const hash = createHash('sha256');
	for (const file of paths.flatMap(filesBelow)) {
		const content = readFileSync(file);
		hash.update(`${relative(repository, file)}\0${content.length}\0`).update(content);
	}
	return hash.digest('hex');
}
