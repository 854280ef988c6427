import { recordAnswer } from '../../../shared/api/client/answerShape';
import { writingFiles } from '../../../shared/api/files/writingFiles';
import { partlyDone } from '../../../shared/api/client/partlyDone';
import { recordNames } from '../../../shared/api/messages/recordNames';
import { createRecord, createRequest, updateRequest } from '../../../shared/api/records/createRecord';
import { matchingRecords, matchKey } from '../../../shared/api/records/matchingRecords';
import type { EspoRequest } from '../../../shared/api/request/EspoRequest';
import { asError } from '../../../shared/api/values/asError';
import { isGiven } from '../../../shared/api/values/given';
import { recordIdentifier } from '../../../shared/api/values/identifier';
import type { JsonObject } from '../../../shared/api/values/Json';
import { operation, type RunContext } from '../../../shared/operation/Operation';
import { output } from '../../../shared/parameters/presentation/output';
import { addLabels, dateTimeFormat, presentation } from '../../../shared/parameters/presentation/presentationOptions';
import type { ParameterValues } from '../../../shared/parameters/reading/Parameter';
import { entityType } from '../../../shared/parameters/record/entityType';
import { options } from '../../../shared/parameters/shown/options';
import { matchedAttributeValues, type MatchedValues } from '../../parameters/fields/fieldParameters';
import { matchOf } from '../../parameters/fields/matchOf';
import { onDuplicate, requestsInFlight, severalMatches, skipDuplicateCheck } from '../../parameters/fields/writeOptions';

const parameters = [
	entityType,
	matchedAttributeValues,
	output(),
	options([
		addLabels,
		dateTimeFormat,
		onDuplicate,
		severalMatches,
		skipDuplicateCheck,
		requestsInFlight(
			'Without this option: one, because the search for a match misses records created at the same moment; four with “Skip Duplicate Check”',
		),
	]),
] as const;

export const upsert = operation({
	resource: 'entity',
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update record',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	effect: 'repeatable',
	parameters,
	plan: (values) => {
		const { entityType, attributes, options } = values;
		return {
			presents: { ...presentation(values), first: ['isNew'], setOnly: true },
			inFlight: options.requestsInFlight ?? (options.skipDuplicateCheck ? undefined : 1),
			touches: [isGiven(attributes.id) ? String(attributes.id) : `${entityType} ${matchKey(attributes.match)}`],
			steps: async (context) => await createOrUpdate(values, context),
		};
	},
});

/** Whose records get the item's files too. */
interface Writing extends RunContext {
	hasFiles: boolean;
}

async function createOrUpdate(
	{ entityType, attributes, options }: ParameterValues<typeof parameters>,
	plain: RunContext,
): Promise<JsonObject[]> {
	const { values, uploads } = attributes;
	const context: Writing = { ...plain, write: writingFiles(plain, uploads), hasFiles: uploads.length > 0 };
	if (isGiven(attributes.id)) return [await update(context, entityType, recordIdentifier(attributes.id, 'ID'), values)];
	const match = matchOf(attributes);
	const found = await matchingRecords(context.client, entityType, match, options.severalMatches);
	if (!found.length) {
		const request = createRequest(entityType, values, options.skipDuplicateCheck);
		const { records, isNew, duplicates } = await createRecord(context, request, options.onDuplicate);
		if (!records.length) context.hint(`skipped, because EspoCRM already has it: ${recordNames(duplicates)}.`);
		return records.map((record) => ({ isNew, ...record }));
	}
	const ids = found.map(({ id }) => String(id));
	return await updateAll(context, entityType, ids, changing(attributes, match));
}

/**
 * The values without those that match: a second e-mail address would become the primary one. Dates stay beside others, as EspoCRM moves an end
 * that is not given along with a new start.
 */
function changing({ values, dates }: MatchedValues, match: JsonObject): JsonObject {
	const others = Object.entries(values).filter(([attribute]) => !(attribute in match));
	if (!others.length) return {};
	return Object.fromEntries([...others, ...Object.entries(match).filter(([attribute]) => dates.includes(attribute))]);
}

/** @throws PartlyDone that says which were updated before one failed */
async function updateAll(context: Writing, entityType: string, ids: string[], values: JsonObject): Promise<JsonObject[]> {
	const records: JsonObject[] = [];
	for (const [index, id] of ids.entries()) {
		try {
			records.push(await update(context, entityType, id, values));
		} catch (error) {
			throw ids.length === 1 ? asError(error) : partlyDone(ids, new Map(ids.slice(index).map((failed) => [failed, error])));
		}
	}
	return records;
}

async function update({ client, write, hasFiles }: Writing, entityType: string, id: string, values: JsonObject): Promise<JsonObject> {
	if (hasFiles || Object.keys(values).length) return { isNew: false, ...(await write(updateRequest(entityType, id, values))) };
	const request: EspoRequest = { method: 'GET', path: [entityType, id] };
	return { isNew: false, ...recordAnswer(request, await client.request(request)) };
}
