import { median, type Runs } from './bench';
import { CONTENDER_NAMES, type ContenderName } from './contenderNames';
import { bestRaw } from './table';

const [BAR, GAP, LEFT, WIDTH, MOST] = [12, 14, 200, 760, 3];
/** Bars of the raw requests alone would say nothing: the better one is the line at 1. */
const SHOWN: Array<[ContenderName, string]> = [
	['package', '#c26a1b'],
	['floor', '#8a8f98'],
	['HTTP Request', '#3d7fc4'],
];

/**
 * The ratios of the times to those of the best raw requests as bars, in SVG; colours that are seen on white and on black.
 * @param results of all contenders
 */
export function chart(results: Runs[]): string {
	const scenarios = [...new Set(results.map(({ scenario }) => scenario))];
	const unit = (WIDTH - LEFT - 60) / MOST;
	const height = scenarios.length * (SHOWN.length * BAR + GAP) + 50;
	const text = (x: number, y: number, content: string, anchor = 'start') =>
		`<text x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>`;
	const legend = SHOWN.map(
		([name, colour], index) =>
			`<rect x="${LEFT + index * 130}" y="8" width="12" height="12" fill="${colour}"/>${text(LEFT + index * 130 + 18, 18, name)}`,
	);
	const groups = scenarios.flatMap((scenario, group) => {
		const top = 34 + group * (SHOWN.length * BAR + GAP);
		const bars = SHOWN.map(([name, colour], index) => {
			const ratio = ratioOf(results, scenario, name);
			const [y, width] = [top + index * BAR, Math.min(ratio, MOST) * unit];
			return Number.isFinite(ratio)
				? `<rect x="${LEFT}" y="${y}" width="${width.toFixed(0)}" height="${BAR - 2}" fill="${colour}"/>${text(LEFT + width + 6, y + 9, ratio.toFixed(2))}`
				: '';
		});
		return [text(LEFT - 10, top + (SHOWN.length * BAR) / 2 + 3, scenario, 'end'), ...bars];
	});
	const line = `<line x1="${(LEFT + unit).toFixed(0)}" x2="${(LEFT + unit).toFixed(0)}" y1="28" y2="${height - 18}" stroke="#8a8f98" stroke-dasharray="3 3"/>`;
	const foot = text(LEFT + unit, height - 5, '1 = the best raw requests', 'middle');
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="11" fill="#7d8590" role="img" aria-label="Times as multiples of the best raw requests, of ${CONTENDER_NAMES.length} ways to do the same work">
${[...legend, line, ...groups, foot].join('\n')}
</svg>
`;
}

function ratioOf(results: Runs[], scenario: string, contender: ContenderName): number {
	const same = results.filter((run) => run.scenario === scenario && run.fault === undefined);
	const own = same.find((run) => run.contender === contender);
	return own ? median(own.ms) / bestRaw(same) : NaN;
}
