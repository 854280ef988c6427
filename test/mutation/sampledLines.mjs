import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const LINES = 12;

/** A number from 0 to below 1 that a text and a seed always give. */
const drawn = (seed, text) => createHash('sha256').update(`${seed} ${text}`).digest().readUInt32BE() / 2 ** 32;

/** Stryker's patterns for a share of the lines of files, drawn in blocks; the mutants that lie in a block are made. */
export function sampledLines(files, share, seed) {
	return files.flatMap((file) => {
		const count = readFileSync(file, 'utf8').split('\n').length;
		const starts = Array.from({ length: Math.ceil(count / LINES) }, (_, index) => index * LINES + 1);
		return starts
			.filter((start) => drawn(seed, `${file}:${start}`) < share)
			.map((start) => `${file}:${start}-${Math.min(start + LINES - 1, count)}`);
	});
}
