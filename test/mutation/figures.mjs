import { dirname } from 'node:path';

const ROOT = 'nodes/shared/';

const shareOf = (part, whole) => (whole ? `${((100 * part) / whole).toFixed(1)} %` : '-');

/** A report of Stryker as a Markdown table: the mutants of each room, and what share of them is noticed. */
export function figures({ files }) {
	const rooms = new Map();
	for (const [file, { mutants }] of Object.entries(files)) {
		const room = dirname(file).slice(ROOT.length);
		rooms.set(room, [...(rooms.get(room) ?? []), ...mutants]);
	}
	const row = (name, mutants) => {
		const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
		const [killed, survived, uncovered] = [count('Killed', 'Timeout'), count('Survived'), count('NoCoverage')];
		const cells = [name, killed, survived, uncovered, shareOf(killed, killed + survived), shareOf(killed, killed + survived + uncovered)];
		return `| ${cells.join(' | ')} |`;
	};
	return [
		'| room | noticed | survived | not covered | noticed of covered | noticed of all |',
		'| --- | --- | --- | --- | --- | --- |',
		...[...rooms].sort().map(([room, mutants]) => row(room, mutants)),
		row('together', [...rooms.values()].flat()),
	].join('\n');
}
