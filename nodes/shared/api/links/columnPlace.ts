import type { Metadata } from '../metadata/Metadata';
import { attributesOf } from '../values/fieldTypes';
import { isJsonObject, type Json, type JsonObject } from '../values/Json';

/** Kinds of columns whose value is not sent as text. */
export type ColumnKind = 'boolean' | 'integer' | 'number';

const KINDS = ['boolean', 'integer', 'number'];

/** The side of a relation whose records have a field with the columns. */
export interface ColumnHolder {
	entityType: string;
	field: string;
}

/** A column of a relation, and where it is set. */
export interface ColumnPlace {
	entityType: string;
	link: string;
	column: string;
	/** Undefined for text. */
	kind?: ColumnKind;
	/** Given where not the record itself holds the columns but those that are linked to it. */
	holder?: ColumnHolder;
}

const CHOICE = /^(\w+)\.(\w+)\.(\w+)(?:@(\w+)\.(\w+))?(?::(boolean|integer|number))?$/;

/** All that has to be known to set the column, as one text, so that a run looks nothing up: `Account.contacts.isInactive@Contact.accounts:boolean`. */
export function columnChoice({ entityType, link, column, kind, holder }: ColumnPlace): string {
	return `${entityType}.${link}.${column}${holder ? `@${holder.entityType}.${holder.field}` : ''}${kind ? `:${kind}` : ''}`;
}

/** The reverse of `columnChoice`; undefined for other text, e.g. a plain column name. */
export function placeOfChoice(choice: unknown): ColumnPlace | undefined {
	const [, entityType, link, column, holderType, field, kind] = (typeof choice === 'string' ? CHOICE.exec(choice.trim()) : null) ?? [];
	if (!entityType || !link || !column) return undefined;
	return {
		entityType,
		link,
		column,
		kind: kind as ColumnKind | undefined,
		holder: holderType && field ? { entityType: holderType, field } : undefined,
	};
}

const NAME = /^([A-Za-z]\w*)(?::(boolean|integer|number))?$/;

/** A column with its kind as one text, where the link itself is known: `isInactive:boolean`. */
export function columnName({ column, kind }: Pick<ColumnPlace, 'column' | 'kind'>): string {
	return kind ? `${column}:${kind}` : column;
}

/** The reverse of `columnName`; undefined for other text. */
export function columnOfName(name: unknown): Pick<ColumnPlace, 'column' | 'kind'> | undefined {
	const [, column, kind] = (typeof name === 'string' ? NAME.exec(name.trim()) : null) ?? [];
	return column ? { column, kind: kind as ColumnKind | undefined } : undefined;
}

/**
 * The columns of a link that can be set; none where neither side has a link-multiple field with columns (espocrm-api.md#columns-of-relations).
 * Two look-ups, two more where the other side holds the columns.
 */
export async function columnPlaces(metadata: Metadata, entityType: string, link: string): Promise<ColumnPlace[]> {
	const [own, isHolder] = await Promise.all([metadata.link(entityType, link), holdsColumns(metadata, entityType, link)]);
	if (isHolder) return columnsOf(own).map((column) => ({ entityType, link, ...column }));
	const { entity, foreign } = own;
	if (typeof entity !== 'string' || typeof foreign !== 'string' || !(await holdsColumns(metadata, entity, foreign))) return [];
	const holder: ColumnHolder = { entityType: entity, field: foreign };
	return columnsOf(await metadata.link(entity, foreign)).map((column) => ({ entityType, link, ...column, holder }));
}

async function holdsColumns(metadata: Metadata, entityType: string, link: string): Promise<boolean> {
	return (await metadata.writableAttributes(entityType)).includes(`${link}Columns`);
}

/** Columns stand with their type beside the link whose field has them, on 7.5 and 10.0 alike. */
function columnsOf({ additionalColumns, columnAttributeMap }: JsonObject): Array<Pick<ColumnPlace, 'column' | 'kind'>> {
	const typed = isJsonObject(additionalColumns) ? additionalColumns : {};
	const named = isJsonObject(columnAttributeMap) ? columnAttributeMap : {};
	return [...new Set([...Object.keys(typed), ...Object.keys(named)])].map((column) => ({ column, kind: kindOf(typed[column]) }));
}

function kindOf(definition: Json | undefined): ColumnKind | undefined {
	const kind = isJsonObject(definition) ? attributesOf('', definition)[0]?.kind : undefined;
	return KINDS.includes(String(kind)) ? (kind as ColumnKind) : undefined;
}
