import type { Metadata } from '../metadata/Metadata';
import { valuesToSend } from '../values/attributeValues';
import { InvalidInput } from '../values/InvalidInput';
import type { Json, JsonObject } from '../values/Json';
import { columnPlaces, type ColumnHolder, type ColumnKind } from './columnPlace';

export const COLUMNS = 'Columns';

/** A value for a column of a link. */
export interface GivenColumn {
	column: string;
	value: Json;
	/** False where only the column's name is known; then the rest is looked up. */
	isPlaced: boolean;
	holder?: ColumnHolder;
}

/** Values by column, and whose record sets them: the record itself, or those that are linked to it. */
export interface LinkColumns {
	values: JsonObject;
	holder?: ColumnHolder;
}

/**
 * What is sent for the columns. Looks up only what was not chosen from the list.
 * @throws InvalidInput before anything is sent, when the relation has no such column
 */
export async function resolveColumns(metadata: Metadata, entityType: string, link: string, given: GivenColumn[]): Promise<LinkColumns> {
	const [first] = given;
	if (given.every(({ isPlaced }) => isPlaced)) return { values: valuesOf(given), holder: first?.holder };
	const places = await columnPlaces(metadata, entityType, link);
	if (!places.length) throw noColumns(entityType, link);
	const placed = given.map(({ column, value, isPlaced }): GivenColumn => {
		const place = places.find((candidate) => candidate.column === column);
		if (place) return { column, value: isPlaced ? value : columnValue(column, value, place.kind), isPlaced: true };
		throw new InvalidInput(
			COLUMNS,
			`The relation “${link}” of ${entityType} has no column “${column}” that can be set`,
			`It has: ${places.map((candidate) => candidate.column).join(', ')}.`,
		);
	});
	return { values: valuesOf(placed), holder: places[0]?.holder };
}

/** A column's value as it is sent: EspoCRM refuses text in a switch and numbers in a text (source of 7.5 and 9.3). @throws InvalidInput */
export function columnValue(column: string, value: Json, kind: ColumnKind | undefined, parameter = COLUMNS): Json {
	if (kind) return valuesToSend({ [column]: value }, new Map([[column, kind]]), { zone: 'UTC', parameter })[column] ?? null;
	if (typeof value === 'object' && value !== null)
		throw new InvalidInput(parameter, `“${column}” in “${parameter}” must be one value, not a list or object`);
	return typeof value === 'number' ? String(value) : value;
}

/** The refusal of columns for a link that has none. */
export function noColumns(entityType: string, link: string): InvalidInput {
	return new InvalidInput(
		COLUMNS,
		`The relation “${link}” of ${entityType} has no columns that can be set`,
		`Leave “${COLUMNS}” empty. Some relations have columns, e.g. the role of a contact in an opportunity.`,
	);
}

function valuesOf(given: GivenColumn[]): JsonObject {
	return Object.fromEntries(given.map(({ column, value }) => [column, value]));
}
