import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../scripts/Failure.mjs';
import { repository } from '../../scripts/repository.mjs';

const isLeft = ({ status }) => status === 'Survived' || status === 'NoCoverage';
const drawn = (seed, key) => createHash('sha256').update(`${seed} ${key}`).digest().readUInt32BE() / 2 ** 32;

/** What tells a mutant of a report from all others. */
export const keyOf = (file, { mutatorName, replacement, location: { start, end } }) =>
	[file, mutatorName, start.line, start.column, end.line, end.column, replacement].join(' ');

/**
 * The keys of the mutants of a report that nothing noticed, or a share of them, drawn one by one, by the files in which they are.
 * @throws Failure where a file has changed since: its mutants are other ones
 */
export function leftOver({ files }, share, seed) {
	const entries = Object.entries(files).map(([file, { source, mutants }]) => {
		if (readFileSync(join(repository, file), 'utf8') !== source)
			throw new Failure(`${file} has changed since the last run; run its folder again without --left`);
		const keys = mutants.filter(isLeft).map((mutant) => keyOf(file, mutant));
		return [file, keys.filter((key) => drawn(seed, key) < share)];
	});
	return Object.fromEntries(entries.filter(([, keys]) => keys.length));
}

const changed = (report, change) => {
	const files = Object.entries(report.files).map(([file, entry]) => [file, { ...entry, mutants: change(file, entry.mutants) }]);
	return { ...report, files: Object.fromEntries(files) };
};

/** The report of a run, without the mutants that are not in `left`. */
export const only = (report, left) => {
	const keys = new Set(Object.values(left).flat());
	return changed(report, (file, mutants) => mutants.filter((mutant) => keys.has(keyOf(file, mutant))));
};

/** The report of a run before, in which what a later run noticed of the left over counts as noticed. */
export function together(before, after) {
	return changed(before, (file, mutants) => {
		const later = new Map((after.files[file]?.mutants ?? []).map((mutant) => [keyOf(file, mutant), mutant.status]));
		return mutants.map((mutant) => {
			const again = later.get(keyOf(file, mutant)) ?? 'NoCoverage';
			return isLeft(mutant) && again !== 'NoCoverage' ? { ...mutant, status: again } : mutant;
		});
	});
}
