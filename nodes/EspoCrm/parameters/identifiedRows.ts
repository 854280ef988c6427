import type { IdentifiedRecords } from '../../shared/api/identifiedRecords';
import { nameIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { isJsonObject, type Json, type JsonObject } from '../../shared/api/Json';
import { linkTarget } from '../../shared/api/linkedRecordChoices';
import { recordNames } from '../../shared/api/recordNames';
import type { ParameterReader } from '../../shared/operation/Parameter';
import { readEntityType } from './entityType';
import { BY_FIELD, FIND_BY, IF_NOT_FOUND } from './findBy';
import { locatorValue } from './locatorValue';
import { oneOf } from './oneOf';

const NAME = 'Linked Records';

/**
 * The rows of “Linked Records” by ID: those that say what identifies a record get its ID, with one search for each value in a run.
 * @throws InvalidInput where none or several are found, unless they are to be left out; EspoError
 */
export async function identifiedRows(reader: ParameterReader, rows: JsonObject[]): Promise<JsonObject[]> {
	const identified: JsonObject[] = [];
	for (const row of rows) {
		const values = isByField(row.record) ? valuesOf(locatorValue(row.record)) : [];
		identified.push(values.length ? { ...row, record: await idsOf(reader, row, values) } : row);
	}
	return identified;
}

function isByField(record: Json | undefined): boolean {
	return isJsonObject(record) && record.mode === BY_FIELD;
}

/** Not split at commas: they are a part of many names. */
function valuesOf(given: unknown): string[] {
	const texts = [given].flat().map((value) => {
		if (typeof value === 'object' && value !== null) throw new InvalidInput(NAME, `“Record” in “${NAME}” must be text, but is an object`);
		return String(value ?? '').trim();
	});
	return [...new Set(texts)].filter(Boolean);
}

async function idsOf(reader: ParameterReader, { link, findBy, ifNotFound }: JsonObject, values: string[]): Promise<string[]> {
	const { field, entityType } = linkTarget(link, NAME);
	const foreign = entityType ?? (await reader.linkedEntityType(readEntityType(reader), field));
	if (!foreign) throw new InvalidInput(NAME, `“${field}” in “${NAME}” does not lead to one entity type`, 'Give the ID of the record.');
	const attribute = nameIdentifier(findBy || 'name', FIND_BY);
	const leavesOut = oneOf(ifNotFound, ['fail', 'leaveOut'], IF_NOT_FOUND) === 'leaveOut';
	const ids: string[] = [];
	for (const value of values) {
		const { found, more } = await reader.identifiedRecords(foreign, attribute, value);
		if (found.length === 1 && !more) ids.push(String(found[0]?.id));
		else if (leavesOut) reader.hintOnce(`Left out of “${NAME}”, as not exactly one record was found:`, [`${foreign} with ${attribute} “${value}”`]);
		else throw notOne(foreign, attribute, value, { found, more });
	}
	return ids;
}

function notOne(entityType: string, attribute: string, value: string, { found, more }: IdentifiedRecords): InvalidInput {
	const subject = `${entityType} with ${attribute} “${value}”`;
	const otherField = `Find the record by another field, or set “${IF_NOT_FOUND}” to “Leave Out”.`;
	if (found.length > 1)
		return new InvalidInput(NAME, `“${NAME}”: several ${entityType} records have the ${attribute} “${value}”: ${recordNames(found)}`, otherField);
	return more
		? new InvalidInput(NAME, `“${NAME}”: too many records match to find the ${subject}`, otherField)
		: new InvalidInput(NAME, `“${NAME}”: there is no ${subject}`, `Correct the value, or set “${IF_NOT_FOUND}” to “Leave Out”.`);
}
