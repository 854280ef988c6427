import type { Operation } from '../../nodes/shared/operation/Operation';
import type { Offered } from '../engine/table/sampleOf';
import { baselineOf, shapeOf, type Baseline } from './Baseline';
import type { Call } from './Call';
import { callsOf } from './callsOf';
import type { Lane } from './startLane';
import { ITEMS } from './world';

const MOST_VARIANTS = 6;

/**
 * The calls of an operation that take different ways, each for one item and for several: the plain one, and those whose requests differ from all
 * before.
 * @param onlyPlain leaves out the rest
 * @throws Error when the plain call does not work: then the matrix knows no good value for one of its parameters
 */
export async function usableCalls(lane: Lane, operation: Operation, offered: Offered, onlyPlain: boolean): Promise<Baseline[]> {
	const before = lane.state();
	const [plain, ...others] = callsOf(operation, offered);
	if (!plain) throw new Error('An operation has a plain call');
	const found = [await usable(lane, plain, 1, before), await usable(lane, plain, ITEMS.length, before)];
	const shapes = new Set(found.map(shapeOf));
	for (const call of onlyPlain ? others.slice(0, 1) : others) {
		const baseline = await baselineOf(lane, call, ITEMS.length, before);
		if (typeof baseline === 'string' || shapes.has(shapeOf(baseline))) continue;
		shapes.add(shapeOf(baseline));
		found.push(baseline);
		if (found.length >= MOST_VARIANTS + 2) break;
	}
	return found;
}

async function usable(lane: Lane, call: Call, count: number, before: string): Promise<Baseline> {
	const baseline = await baselineOf(lane, call, count, before);
	if (typeof baseline !== 'string') return baseline;
	throw new Error(
		`${call.operation} does not work without any fault (${baseline}). Give its parameters placeholders or options that fit the world of the matrix (test/faults/world.ts), or put there what they need.`,
	);
}
