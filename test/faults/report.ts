import type { Mark } from './judge';
import type { Hole, Outcome } from './Outcome';
import type { Wanted } from './runOperations';

export interface Findings {
	wanted: Wanted;
	sum: Outcome;
	killed: string[];
	survivors: string[];
	seconds: number;
}

const SIGNS: Array<[Mark | 'hole', string, string]> = [
	['done', '✓', 'done once, as if nothing had gone wrong'],
	['repeated', '↻', 'done once, after a repetition'],
	['error', '!', 'not done, with a clear error'],
	['mayHave', '?', 'done once or not, and said to be in doubt'],
	['hole', '✗', 'a hole'],
];
const MOST_SHOWN = 20;

/** Prints the matrix and every hole. @returns the exit code */
export function report(findings: Findings, json: boolean): number {
	const { sum, killed, survivors, seconds, wanted } = findings;
	const failed = sum.holes.length > 0 || survivors.length > 0;
	if (json) console.log(JSON.stringify({ ...findings, ok: !failed }));
	else {
		for (const line of matrix(sum)) console.log(line);
		console.log(`\n${SIGNS.map(([, sign, meaning]) => `${sign} ${meaning}`).join('; ')}\n`);
		for (const text of holeTexts(sum.holes, wanted)) console.log(text);
		for (const name of survivors) console.log(`The mutant “${name}” was not noticed`);
		const { length } = Object.keys(sum.marks);
		const mutants = killed.length + survivors.length;
		console.log(
			`${length} operations called in ${sum.calls} ways, ${sum.runs} runs, ${sum.holes.length} holes, mutants killed ${killed.length}/${mutants}, seed ${wanted.seed}, ${seconds} s`,
		);
	}
	return failed ? 1 : 0;
}

/** Faults down, operations across. */
function matrix({ marks, holes }: Outcome): string[] {
	const operations = Object.keys(marks).sort();
	const faults = [...new Set(operations.flatMap((operation) => Object.keys(marks[operation] ?? {})))];
	const widest = Math.max(0, ...faults.map(({ length }) => length));
	const heads = operations.map((operation, index) => `${' '.repeat(widest + 1)}${'│ '.repeat(index)}${operation}`);
	const cell = (operation: string, fault: string) => {
		const given = marks[operation]?.[fault] ?? {};
		if (holes.some((hole) => hole.operation === operation && hole.fault === fault)) return '✗';
		return SIGNS.filter(([mark]) => mark !== 'hole' && given[mark])
			.map(([, sign]) => sign)
			.join('');
	};
	const rows = faults.map((fault) => `${fault.padEnd(widest)} ${operations.map((operation) => cell(operation, fault).padEnd(5)).join('')}`);
	return [...heads.map((head) => head.replace(/│ /g, '│    ')), ...rows];
}

/** The same hole of several runs once, with the command that repeats one of them. */
function holeTexts(holes: Hole[], { seed, short }: Wanted): string[] {
	const groups = new Map<string, Hole[]>();
	for (const hole of holes) {
		const key = `${hole.operation} ${hole.fault} ${hole.text.replace(/\d+/g, '0').slice(0, 60)}`;
		groups.set(key, [...(groups.get(key) ?? []), hole]);
	}
	const shown = [...groups.values()].slice(0, MOST_SHOWN).flatMap((group) => {
		const [hole] = group;
		if (!hole) return [];
		const { operation, fault, run, text } = hole;
		const command = `npm run test:faults -- ${short ? '--short ' : ''}--seed ${seed} --no-mutants --operation ${operation} --fault '${fault}' --run '${run}'`;
		return [`✗ ${operation}, ${fault}, ${run}${group.length > 1 ? ` (and ${group.length - 1} more)` : ''}\n  ${text}\n  ${command}\n`];
	});
	return groups.size > MOST_SHOWN ? [...shown, `… and ${groups.size - MOST_SHOWN} more kinds of holes (--json gives all)\n`] : shown;
}
