import { countRecords } from '../../../shared/api/lists/countRecords';
import { matchingIds } from '../../../shared/api/lists/matchingIds';
import { refuseEmptyFilter } from '../../../shared/api/lists/refuseEmptyFilter';
import type { ManyOutcome } from '../../../shared/api/many/ManyOutcome';
import { manyResult, type Done, type ResultForm } from '../../../shared/api/many/manyResult';
import type { SearchParams } from '../../../shared/api/request/SearchParams';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { JsonObject } from '../../../shared/api/values/Json';
import type { Plan, RunContext, SharedContext } from '../../../shared/operation/Operation';
import { MOST } from './changedRecords';

/** Which records are meant, and how the result is given. */
export interface ChosenRecords {
	entityType: string;
	recordIds: string[] | undefined;
	filters: SearchParams | undefined;
	mostRecords: number | undefined;
	options: { dryRun: boolean; result: ResultForm };
}

export interface ManyWork {
	/** As EspoCRM calls the mass action. */
	action: string;
	/** What items must have in common to be put together. */
	alike?: JsonObject;
	done: Done;
	/** @param ids each once @throws Cancelled */
	change(context: SharedContext, ids: string[]): Promise<ManyOutcome>;
}

/** The plan of an operation that does the same to many records. */
export function manyPlan(chosen: ChosenRecords, work: ManyWork): Plan {
	const { recordIds, options } = chosen;
	if (!recordIds || options.dryRun) return { steps: async (context) => await onMatching(context, chosen, work), inFlight: 1 };
	const { action, alike, done, change } = work;
	return {
		shared: { method: 'POST', path: ['MassAction'], body: { entityType: chosen.entityType, action, ids: recordIds } },
		alike,
		send: async (ids, context) => failures(await change(context, ids)),
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
	return ids.length
		? manyResult(await work.change(context, ids), work.done, options.result)
		: manyResult(new Map(), work.done, options.result);
}

const VERBS: Record<Done, string> = { updated: 'update', deleted: 'delete' };

function failures(outcome: ManyOutcome): Map<string, unknown> {
	return new Map([...outcome].flatMap(([id, record]) => ('error' in record ? [[id, record.error]] : [])));
}
