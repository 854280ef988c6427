import { countRecords } from '../../../shared/api/lists/countRecords';
import { matchingIds } from '../../../shared/api/lists/matchingIds';
import { refuseEmptyFilter } from '../../../shared/api/lists/refuseEmptyFilter';
import type { ManyContext, Manner } from '../../../shared/api/many/changeInManner';
import type { ManyOutcome } from '../../../shared/api/many/ManyOutcome';
import { manyResult, type Done, type ResultForm } from '../../../shared/api/many/manyResult';
import type { SearchParams } from '../../../shared/api/request/SearchParams';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { JsonObject } from '../../../shared/api/values/Json';
import type { Plan, RunContext } from '../../../shared/operation/Operation';
import { MOST } from './changedRecords';

/** Which records are meant, and how the result is given. */
export interface ChosenRecords {
	entityType: string;
	recordIds: string[] | undefined;
	filters: SearchParams | undefined;
	mostRecords: number | undefined;
	options: { dryRun: boolean; result: ResultForm; background: boolean; waitMinutes: number };
}

export interface ManyWork {
	/** As EspoCRM calls the mass action. */
	action: string;
	/** What items must have in common to be put together. */
	alike?: JsonObject;
	done: Done;
	/** @param ids each once @throws Cancelled */
	change(context: ManyContext, ids: string[], manner: Manner): Promise<ManyOutcome>;
}

/** The plan of an operation that does the same to many records. */
export function manyPlan(chosen: ChosenRecords, work: ManyWork): Plan {
	const { recordIds, options } = chosen;
	if (!recordIds || options.dryRun) return { steps: async (context) => await onMatching(context, chosen, work), inFlight: 1 };
	const { action, alike, done, change } = work;
	const manner = mannerOf(options);
	return {
		shared: { method: 'POST', path: ['MassAction'], body: { entityType: chosen.entityType, action, ids: recordIds } },
		alike: [alike, manner],
		send: async (ids, context) => failures(await change(context, ids, manner)),
		output: () => manyResult(new Map(recordIds.map((id) => [id, { state: 'done' }])), done, options.result),
	};
}

async function onMatching(context: RunContext, chosen: ChosenRecords, work: ManyWork): Promise<JsonObject | JsonObject[]> {
	const { entityType, recordIds, filters, mostRecords = Infinity, options } = chosen;
	if (filters) refuseEmptyFilter(filters, VERBS[work.done], 'Add a filter, or set “Which Records” to “All of the Entity Type”.');
	const params = recordIds ? { where: [{ type: 'in', attribute: 'id', value: recordIds }] } : { ...filters };
	const list = { path: [entityType], params };
	if (options.dryRun) return { matched: await countRecords(context.client, list), [work.done]: 0, dryRun: true };
	const { count, ids } = await matchingIds(context.client, list, mostRecords);
	if (!ids) {
		const message = `${count} records match, but “${MOST}” allows ${mostRecords}`;
		throw new InvalidInput(MOST, message, `Nothing was ${work.done}. Narrow the filter, or raise “${MOST}”.`);
	}
	const outcome: ManyOutcome = ids.length ? await work.change(context, ids, mannerOf(options)) : new Map();
	return manyResult(outcome, work.done, options.result);
}

function mannerOf({ background, waitMinutes }: ChosenRecords['options']): Manner {
	return background ? { jobMs: waitMinutes * 60_000 } : {};
}

const VERBS: Record<Done, string> = { updated: 'update', deleted: 'delete' };

function failures(outcome: ManyOutcome): Map<string, unknown> {
	return new Map([...outcome].flatMap(([id, record]) => ('error' in record ? [[id, record.error]] : [])));
}
