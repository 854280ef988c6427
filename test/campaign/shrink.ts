import type { Json, JsonObject } from '../../nodes/shared/api/values/Json';
import { reduced, type StillFails } from './reduced';
import type { Schedule, Step } from './Schedule';
import { simplified } from './simplified';
import { HOUR, MINUTE, SECOND } from './time';

export interface Shrunk {
	schedule: Schedule;
	/** How many schedules were tried. */
	runs: number;
	/** Whether no single step can be left out; that is not known where the number of runs did not suffice. */
	isMinimal: boolean;
}

const ROUND_MS = [HOUR, MINUTE, 10 * SECOND, SECOND];
/** What a step, or something in it, is nothing without. */
const KEPT = ['at', 'do', 'id', 'ids', 'to', 'name', 'entityType', 'answer'];

/**
 * Makes a schedule that fails small: steps, then settings, parameters and times, again until nothing more can go.
 * The same schedule gives the same result.
 * @param stillFails whether a schedule fails as the given one does
 * @param mostRuns how often `stillFails` may be asked
 * @throws what `stillFails` throws
 */
export async function shrink(schedule: Schedule, stillFails: StillFails<Schedule>, mostRuns: number): Promise<Shrunk> {
	const known = new Map<string, boolean>();
	let [current, before, isExhausted] = [schedule, '', false];
	while (before !== JSON.stringify(current)) {
		before = JSON.stringify(current);
		await reduced(current.steps, async (steps) => await takes({ ...current, steps }));
		await simplified(
			current.settings as JsonObject,
			async (settings) => await takes({ ...current, settings: settings as JsonObject }),
			KEPT,
		);
		for (const [index, step] of current.steps.entries())
			await simplified(step as Step & JsonObject, async (plainer) => await takes(withStep(current, index, plainer)), KEPT);
		for (const index of current.steps.keys()) await takes(sooner(current, index));
		for (const unit of ROUND_MS) {
			if (await takes({ ...current, steps: current.steps.map((step) => rounded(step, unit)) })) break;
			for (const [index, step] of current.steps.entries()) await takes(withStep(current, index, rounded(step, unit)));
		}
	}
	return { schedule: current, runs: known.size, isMinimal: !isExhausted };

	/** @returns whether it is the failure from now on */
	async function takes(candidate: Schedule): Promise<boolean> {
		const key = JSON.stringify(candidate);
		let fails = known.get(key);
		if (fails === undefined) {
			isExhausted ||= known.size >= mostRuns;
			if (isExhausted || !isSorted(candidate)) return false;
			known.set(key, (fails = await stillFails(candidate)));
		}
		if (fails) current = candidate;
		return fails;
	}
}

function withStep(schedule: Schedule, index: number, step: Json | Step): Schedule {
	return { ...schedule, steps: schedule.steps.map((own, at) => (at === index ? (step as Step) : own)) };
}

/** No more than a minute between a step and the one before, or the activation; what follows moves with it. */
function sooner({ steps, ...schedule }: Schedule, from: number): Schedule {
	const spare = (steps[from]?.at ?? 0) - Math.max(0, steps[from - 1]?.at ?? 0) - MINUTE;
	return { ...schedule, steps: steps.map((step, index) => (index < from || spare <= 0 ? step : { ...step, at: step.at - spare })) };
}

/** What happens before the activation stays before it. */
function rounded(step: Step, unit: number): Step {
	return { ...step, at: Math.floor(step.at / unit) * unit };
}

function isSorted({ steps }: Schedule): boolean {
	return steps.every(({ at }, index) => at >= (steps[index - 1]?.at ?? -Infinity));
}
