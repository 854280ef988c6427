import type { Call } from './Call';
import { distinctionOf, effectsOf, effectsOfItem, type Effects } from './effects';
import { outputsOf } from './outputsOf';
import type { Lane, Observed } from './startLane';
import { ITEMS, type WorldItem } from './world';

/** What a call does where nothing goes wrong. */
export interface Baseline {
	call: Call;
	count: number;
	requests: Observed['requests'];
	effects: Effects;
	/** By what they belong to the items. */
	distinction?: keyof WorldItem;
	ofItems: Effects[];
	/** What comes out, by item, as text. */
	outputs: string[];
	state: string;
	/** Whether it stores files that no record has. */
	leavesFiles: boolean;
	/** What EspoCRM holds before it. */
	before: string;
}

/** @returns why it can't be used where it can't */
export async function baselineOf(lane: Lane, call: Call, count: number, before: string): Promise<Baseline | string> {
	const observed = await lane.run({ call, count, onError: 'continueRegularOutput' }).catch((error: unknown) => String(error));
	if (typeof observed === 'string') return observed;
	const { result, requests, state, strays } = observed;
	if (!result) return 'it does not end';
	const failure = result.error?.message ?? result.items.map(({ json }) => json.error).find(Boolean);
	if (failure !== undefined) return String(failure);
	const effects = effectsOf(requests);
	const distinction = distinctionOf(effects, count);
	if (effects.size && !distinction) return `nothing tells which item does what: ${[...effects.keys()].join('; ')}`;
	const ofItems = ITEMS.slice(0, count).map((_, index) => effectsOfItem(effects, index, distinction));
	return {
		call,
		count,
		requests,
		effects,
		distinction,
		ofItems,
		outputs: outputsOf(result, count),
		state,
		leavesFiles: strays.length > 0,
		before,
	};
}

/** Method, kind of address and number of the requests: calls that have it in common take the same way. */
export function shapeOf({ requests, effects }: Baseline): string {
	const kinds = requests.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '').replace(/[0-9a-f]{17}/g, ':id')}`);
	return `${[...new Set(kinds)].sort().join()} ${kinds.length} ${effects.size}`;
}
