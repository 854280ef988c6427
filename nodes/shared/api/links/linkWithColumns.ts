import { recordAnswer } from '../client/answerShape';
import { EspoError } from '../client/EspoError';
import { PartlyDone } from '../client/partlyDone';
import type { Lookups } from '../metadata/Lookups';
import { notStored } from '../records/notStored';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import { InvalidInput } from '../values/InvalidInput';
import type { JsonObject } from '../values/Json';
import { COLUMNS, resolveColumns, type GivenColumn, type LinkColumns } from './linkColumns';
import { IDS_PER_REQUEST, isCausedByAnId, sendIds } from './sendIds';

const LINKED = 'Linked, but without the columns';

/**
 * Links the ids by a request to the link, then sets the columns of the link: in one request where the record itself holds them, else in one for each
 * linked record (espocrm-api.md#columns-of-relations; 7.5 and 9.3 save columns without the ids alike, by their source).
 * @returns the errors by id; those of ids that were linked nevertheless say so
 * @throws InvalidInput before anything is sent
 */
export async function linkWithColumns(
	ids: string[],
	request: EspoRequest,
	given: GivenColumn[],
	context: Lookups,
): Promise<Map<string, unknown>> {
	const { path } = request;
	const columns = await resolveColumns(context.metadata, path[0] ?? '', path[2] ?? '', given);
	const failed = await sendIds(context.client, request, ids);
	const linked = ids.filter((id) => !failed.has(id));
	let hopeless: unknown;
	for (const part of parts(linked, columns)) {
		const errors =
			hopeless === undefined
				? await setColumns(part, path, columns, context)
				: new Map(part.map((id): [string, unknown] => [id, hopeless]));
		for (const [id, error] of errors) {
			failed.set(id, new PartlyDone(LINKED, error, true));
			// The rest would fare no better: the same values, or nobody who answers.
			if (!isCausedByAnId(error)) hopeless = error;
		}
	}
	return failed;
}

/** The linked records that one request sets the columns of. */
function parts(linked: string[], { holder }: LinkColumns): string[][] {
	const size = holder ? 1 : IDS_PER_REQUEST;
	return Array.from({ length: Math.ceil(linked.length / size) }, (_, index) => linked.slice(index * size, (index + 1) * size));
}

async function setColumns(ids: string[], path: string[], columns: LinkColumns, { client }: Lookups): Promise<Map<string, unknown>> {
	const request = columnsRequest(ids, path, columns);
	try {
		const answer = recordAnswer(request, await client.request(request));
		return new Map(ids.filter((id) => !showsAll(columnsRequest([id], path, columns).body, answer)).map((id) => [id, ignored(columns)]));
	} catch (error) {
		return new Map(ids.map((id) => [id, isBadValue(error) ? badValue(columns) : asError(error)]));
	}
}

function columnsRequest(
	ids: string[],
	[entityType = '', recordId = '', link = '']: string[],
	{ values, holder }: LinkColumns,
): EspoRequest & { body: JsonObject } {
	const [id = ''] = ids;
	const path = holder ? [holder.entityType, id] : [entityType, recordId];
	const body: JsonObject = holder
		? { [`${holder.field}Columns`]: { [recordId]: values } }
		: { [`${link}Columns`]: Object.fromEntries(ids.map((related) => [related, values])) };
	// What the record itself holds stays as it is, so it is no new duplicate.
	return { method: 'PUT', path, body, headers: { 'X-Skip-Duplicate-Check': 'true' } };
}

/** EspoCRM ignores without a word what the user may not write; the answer then shows the old columns. */
function showsAll(sent: JsonObject, answer: JsonObject): boolean {
	return notStored(sent, answer).length === 0;
}

function ignored({ values }: LinkColumns): InvalidInput {
	const names = Object.keys(values).map((column) => `“${column}”`);
	return new InvalidInput(
		COLUMNS,
		`EspoCRM did not set the column${names.length > 1 ? 's' : ''} ${names.join(', ')}`,
		'Check that the role of the user allows editing the field that holds the columns.',
	);
}

function isBadValue(error: unknown): boolean {
	return (
		error instanceof EspoError &&
		error.kind === 'invalid' &&
		/columnsValid/.test(`${error.details.reason} ${JSON.stringify(error.details.body)}`)
	);
}

/** EspoCRM names the field, not the column. */
function badValue({ values }: LinkColumns): InvalidInput {
	const given = Object.entries(values).map(([column, value]) => `“${column}” (${JSON.stringify(value)})`);
	return new InvalidInput(
		COLUMNS,
		given.length > 1 ? `EspoCRM refuses a value of the columns ${given.join(', ')}` : `EspoCRM refuses the value of the column ${given[0]}`,
		'A column may allow only certain values or a limited length: see the field of this name in EspoCRM.',
	);
}
