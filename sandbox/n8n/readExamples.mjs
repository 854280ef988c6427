import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../scripts/repository.mjs';

const folder = join(repository, 'examples');

export function readExamples() {
	if (!existsSync(folder)) return [];
	const files = readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.sort();
	return files.map((file) => ({ file, workflow: JSON.parse(readFileSync(join(folder, file), 'utf8')) }));
}
