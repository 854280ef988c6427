import { formsOf, leaks } from '../engine/server/leaks';
import type { Baseline } from './Baseline';
import { effectsOf, isRead, type Effects } from './effects';
import { EVIL } from './hostileFaults';
import { MAY_HAVE, type Judged } from './Judged';
import { judgeFiles } from './judgeFiles';
import { judgeItems } from './judgeItems';
import { judgeStopped } from './judgeStopped';
import { API_KEY } from './world';

/** `done`: as if nothing had gone wrong; `repeated`: after a repetition; `error`: nothing done, and said; `mayHave`: done or not, and said. */
export type Mark = 'done' | 'repeated' | 'error' | 'mayHave';

export interface Verdict {
	mark: Mark;
	/** What is wrong. */
	holes: string[];
}

const SECRETS = formsOf([API_KEY]);
/** What no user can do anything with. */
const INTERNALS = /Cannot (read|set|destructure)|is not (a function|iterable)|Maximum call stack|\bundefined\b|\[object /;

/** Compares what a run told with what really happened. */
export function judge(judged: Judged): Verdict {
	const { observed, baseline } = judged;
	const { result, requests, late } = observed;
	if (!result) return { mark: 'error', holes: ['it does not end'] };
	const effects = effectsOf([...requests, ...late]);
	const errors = [
		result.error,
		...[...result.items, ...result.errorItems].map(({ json }) => json.error && { message: String(json.error) }),
	];
	const texts = errors.flatMap((error) =>
		error ? [`${error.message} ${String((error as { description?: unknown }).description ?? '')}`] : [],
	);
	const holes = [
		...everywhere(judged, texts),
		...twice(effects, baseline),
		...(result.error ? judgeStopped(judged, effects) : judgeItems(judged, effects)),
		...judgeFiles(judged),
		...stateHoles(judged, effects, texts.length > 0),
	];
	const repeated = requests.length > baseline.requests.length;
	const mark = texts.length ? (texts.some((text) => MAY_HAVE.test(text)) ? 'mayHave' : 'error') : repeated ? 'repeated' : 'done';
	return { mark, holes };
}

/** What must hold whatever happened. */
function everywhere({ observed, fault, baseline, logged, elsewhere }: Judged, texts: string[]): string[] {
	const { result, requests, late } = observed;
	const shown = leaks([result, logged], SECRETS);
	const internals = texts.find((text) => INTERNALS.test(text));
	const evil = requests.find(({ path }) => path.replace(/\?.*/, '').toLowerCase().includes(EVIL) || /\/\.\.?(\/|$)/.test(path));
	const written = baseline.call.effect === 'read' ? requests.find((request) => !isRead(request)) : undefined;
	return [
		...(shown.length ? [`a secret in ${shown.slice(0, 3).join(', ')}`] : []),
		...(internals ? [`internals: ${internals}`] : []),
		...(evil ? [`asked for ${evil.path}`] : []),
		...(written ? [`it is to read only, and sent ${written.method} ${written.path}`] : []),
		...(late.length ? [`${late.length} requests after the end, e.g. ${late[0]?.method} ${late[0]?.path}`] : []),
		...(elsewhere ? [`${elsewhere} requests to another server`] : []),
		...('polluted' in {} ? ['the prototype of all objects is changed'] : []),
		...(fault.certain && texts.some((text) => /; it may have/.test(text)) ? ['says that it may have been done, which is ruled out'] : []),
	];
}

function twice(effects: Effects, { effects: usual, call }: Baseline): string[] {
	return [...effects].flatMap(([effect, times]) => {
		// What is linked once more, to find out which ID was refused, is linked as before.
		const most = call.effect === 'repeatable' && / [0-9a-f]{17}$/.test(effect) ? Infinity : (usual.get(effect) ?? 1);
		return times > most ? [`done ${times} times: ${effect}`] : [];
	});
}

/** The counts of requests must fit what is stored. */
function stateHoles({ observed, baseline, fault }: Judged, effects: Effects, hasFailed: boolean): string[] {
	const { state, stateAgain } = observed;
	const holes: string[] = [];
	if (!effects.size && state !== baseline.before) holes.push('something was changed without a request for it');
	if (!hasFailed && !fault.hostile && state !== baseline.state) holes.push('told as done, and something else is stored');
	if (stateAgain !== undefined && stateAgain !== baseline.state) holes.push('run once more, it leaves another state');
	return holes;
}
