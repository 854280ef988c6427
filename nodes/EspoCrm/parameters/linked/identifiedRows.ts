import { comparedValue, isTextEverywhere } from '../../../shared/api/filter/comparedValue';
import { linkTarget } from '../../../shared/api/links/linkedRecordChoices';
import { recordNames } from '../../../shared/api/messages/recordNames';
import type { IdentifiedRecords } from '../../../shared/api/records/identifiedRecords';
import { isNothing } from '../../../shared/api/values/given';
import { nameIdentifier } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { Json, JsonObject } from '../../../shared/api/values/Json';
import { isNumeric } from '../../../shared/api/values/numeric';
import { locatorValue } from '../../../shared/parameters/entered/locatorValue';
import { oneOf } from '../../../shared/parameters/entered/oneOf';
import { refuseGaps } from '../../../shared/parameters/entered/refuseGaps';
import { refuseOtherType } from '../../../shared/parameters/entered/refuseOtherType';
import type { ParameterReader } from '../../../shared/parameters/reading/Parameter';
import { sendable } from '../../../shared/parameters/reading/sendable';
import { readEntityType } from '../../../shared/parameters/record/entityType';
import { givenRecords } from '../../../shared/parameters/shown/givenRecords';
import { FIND_BY, IF_NOT_FOUND } from './linkedRecordFields';

const NAME = 'Linked Records';

/**
 * The rows of “Linked Records” by ID: those that say what identifies a record get its ID, with one search for each value in a run.
 * @throws InvalidInput where none or several are found, unless they are to be left out; where the address of a record is of another
 * entity type than the link leads to, which EspoCRM 7.5 stores; EspoError
 */
export async function identifiedRows(reader: ParameterReader, rows: JsonObject[]): Promise<JsonObject[]> {
	const identified: JsonObject[] = [];
	for (const row of rows) {
		const values = valuesOf(row.value);
		const addressed = givenRecords(row.record, NAME, `“Record” in “${NAME}”`).entityTypes;
		if (values.length && !isNothing(locatorValue(row.record)))
			throw new InvalidInput(NAME, `A row of “${NAME}” has both a record and a value to find one by`, 'Remove one of the two.');
		const foreign = addressed.length ? await foreignType(reader, row.link) : undefined;
		refuseOtherType(addressed, foreign ?? addressed[0], NAME, 'the link leads to');
		// A parent of any type: the address says which.
		const known = addressed.length && !foreign ? { ...row, link: `${String(row.link)}:${addressed[0]}` } : row;
		identified.push(values.length ? { ...row, record: await idsOf(reader, row, values) } : known);
	}
	return identified;
}

/** The entity type that a link leads to; undefined where it leads to several. @throws InvalidInput for a choice with a type that it does not lead to */
async function foreignType(reader: ParameterReader, link: Json | undefined): Promise<string | undefined> {
	const { attribute, field, entityType } = linkTarget(link, NAME);
	if (entityType && field === 'parent') return entityType;
	const only = await reader.metadata.linkedEntityType(readEntityType(reader), field);
	if (!entityType || !only || entityType === only) return only ?? entityType;
	throw new InvalidInput(
		NAME,
		`“${attribute}” in “${NAME}” leads to ${only}, not to ${entityType}`,
		`Choose the link from the list, or enter ${attribute}.`,
	);
}

/** Not split at commas: they are a part of many names. */
function valuesOf(given: unknown): string[] {
	refuseGaps(given, NAME, `“Value” in “${NAME}”`);
	const texts = [given].flat().map((value) => {
		if (typeof value === 'object' && value !== null) throw new InvalidInput(NAME, `“Value” in “${NAME}” must be text, not an object`);
		return sendable(String(value ?? '').trim(), NAME, `“Value” in “${NAME}”`);
	});
	return [...new Set(texts)].filter(Boolean);
}

async function idsOf(reader: ParameterReader, row: JsonObject, values: string[]): Promise<string[]> {
	const { link, findBy, ifNotFound } = row;
	const foreign = await foreignType(reader, link);
	if (!foreign)
		throw new InvalidInput(
			NAME,
			`“${linkTarget(link, NAME).field}” in “${NAME}” does not lead to a single entity type`,
			'Give the ID of the record.',
		);
	const attribute = nameIdentifier(isNothing(findBy) ? 'name' : findBy, FIND_BY);
	const leavesOut = oneOf(ifNotFound, ['fail', 'leaveOut'], IF_NOT_FOUND) === 'leaveOut';
	const ids: string[] = [];
	for (const value of values) {
		// The database would cut the text off for a number, and find another record.
		if (!isTextEverywhere(attribute) && !isNumeric(value))
			comparedValue(value, (await reader.metadata.attributeKinds(foreign)).get(attribute), `“Value” in “${NAME}”`, NAME);
		const { found, more } = await reader.identifiedRecords(foreign, attribute, value);
		if (found.length === 1 && !more) ids.push(String(found[0]?.id));
		else if (leavesOut)
			reader.hintOnce(
				`Left out of “${NAME}”${values.length > 1 ? ' (the others replace what is linked)' : ''}, because no record or several records were found:`,
				[`${foreign} with ${attribute} “${value}”`],
			);
		else throw notOne(foreign, attribute, value, { found, more });
	}
	return ids;
}

function notOne(entityType: string, attribute: string, value: string, { found, more }: IdentifiedRecords): InvalidInput {
	const subject = `${entityType} with ${attribute} “${value}”`;
	const otherField = `Find the record by another field, or set “${IF_NOT_FOUND}” to “Leave Out”.`;
	if (found.length > 1)
		return new InvalidInput(
			NAME,
			`“${NAME}”: several ${entityType} records have the ${attribute} “${value}”: ${recordNames(found)}`,
			otherField,
		);
	return more
		? new InvalidInput(NAME, `“${NAME}”: too many records match to find the ${subject}`, otherField)
		: new InvalidInput(NAME, `“${NAME}”: there is no ${subject}`, `Correct the value, or set “${IF_NOT_FOUND}” to “Leave Out”.`);
}
