import { isName } from './identifier';
import { isJsonObject } from './Json';
import type { LabelledAttribute, Metadata } from './Metadata';
import { OPERATORS, operatorOf, operatorsThat, type Operator } from './operators';

const EMPTY = ['isNull', 'isNotNull'];
const EQUAL = ['equals', 'notEquals'];
const TEXT = [...EQUAL, 'in', 'notIn', 'contains', 'notContains', 'startsWith', 'endsWith', ...EMPTY];
const ORDER = ['greaterThan', 'greaterThanOrEquals', 'lessThan', 'lessThanOrEquals', 'between'];
const NUMBER = [...operatorsThat(({ editor }) => editor === 'number'), 'in', 'notIn', ...EMPTY];
/** Its digits may be more than a number has, so it stays text. */
const DECIMAL = [...EQUAL, ...ORDER, 'in', 'notIn', ...EMPTY];
const MOMENT = [...operatorsThat(({ calendar }) => calendar === true), ...EMPTY];
const DAY = MOMENT.filter((value) => operatorOf(value)?.editor !== 'moment');
const FLAG = ['isTrue', 'isFalse'];
const OPTION = ['isOption', 'isNotOption', ...EQUAL, ...EMPTY];
const LIST = ['arrayAnyOf', 'arrayAllOf', 'arrayNoneOf', ...EMPTY];
const LIST_OF_OPTIONS = ['hasAnyOption', 'hasAllOptions', 'hasNoOption', ...EMPTY];
const RECORD = ['isRecord', 'isNotRecord', ...EQUAL, ...EMPTY];
const RECORD_OF_USER = ['isRecord', 'isNotRecord', 'isUserFromTeams', ...EQUAL, ...EMPTY];
const ID = ['isRecord', 'isNotRecord', ...EQUAL, 'in', 'notIn', ...ORDER];
const FILE = [...EQUAL, ...EMPTY];

const LINKED = ['isLinked', 'isNotLinked'];
const WITH = ['isLinkedWithRecord', 'isNotLinkedWithRecord'];
/** What EspoCRM can ask of which kind of link (ItemGeneralConverter); the others end in a 400 or a bare 500. */
const BY_LINK: Record<string, string[]> = {
	hasMany: [...WITH, 'isLinkedWithAllRecords', ...LINKED],
	manyMany: [...WITH, 'isLinkedWithAllRecords', ...LINKED],
	hasOne: [...WITH, ...LINKED],
	belongsTo: [...WITH, ...LINKED],
	hasChildren: LINKED,
};

/**
 * The operators that fit an attribute or link of an entity type, the usual ones first; all that are listed where it is
 * none that is known, e.g. because an expression gives it.
 */
export async function fittingOperators(metadata: Metadata, entityType: string, name: unknown): Promise<Operator[]> {
	const fitting = typeof name === 'string' && isName(name) ? await fittingNames(metadata, entityType, name) : undefined;
	return fitting ? fitting.flatMap((value) => operatorOf(value) ?? []) : OPERATORS.filter(({ unlisted }) => !unlisted);
}

async function fittingNames(metadata: Metadata, entityType: string, name: string): Promise<string[] | undefined> {
	if (name === 'id') return ID;
	const attribute = (await metadata.attributes(entityType)).find((candidate) => candidate.name === name);
	if (!attribute) return BY_LINK[String((await metadata.link(entityType, name)).type)];
	const hasOptions = async () => (await metadata.options(entityType, name)) !== undefined;
	switch (attribute.kind) {
		case 'enum':
			return (await hasOptions()) ? OPTION : TEXT;
		case 'list':
			return (await hasOptions()) ? LIST_OF_OPTIONS : LIST;
		case 'id':
			return await forLink(metadata, entityType, attribute);
		case 'integer':
		case 'number':
			return NUMBER;
		case 'decimal':
			return DECIMAL;
		case 'date':
			return DAY;
		case 'dateTime':
		case 'dateTimeOptional':
			return MOMENT;
		case 'boolean':
		case 'flag':
			return FLAG;
		case 'text':
			return TEXT;
		default:
			return isOfLinkedRecord(attribute) ? [...TEXT, ...ORDER] : undefined;
	}
}

async function forLink(metadata: Metadata, entityType: string, { field, fieldType }: LabelledAttribute): Promise<string[]> {
	if (fieldType === 'file' || fieldType === 'image') return FILE;
	const ofUser = fieldType === 'link' && (await metadata.linkedEntityType(entityType, field)) === 'User';
	return ofUser ? RECORD_OF_USER : RECORD;
}

/** A value of a linked record, whose type only the other entity type knows. */
function isOfLinkedRecord({ fieldType }: LabelledAttribute): boolean {
	return fieldType === 'foreign';
}

/** Kinds that can't be part of a condition: EspoCRM answers with a bare 500 (api.md 3.2). */
const NOT_FILTERABLE = ['idList', 'object', 'json'];

/** Whether an attribute can be part of a condition. */
export function isFilterable(attribute: LabelledAttribute): boolean {
	const { kind, fieldType, definition } = attribute;
	// It has no column, and no condition of its own; the flags of e-mail addresses and phone numbers do.
	if (definition.notStorable === true && !isJsonObject(definition.where) && kind !== 'flag') return false;
	// Put together from several tables, like the others without a column.
	if (fieldType === 'linkParent' && kind === 'text') return false;
	return isOfLinkedRecord(attribute) || !NOT_FILTERABLE.includes(kind);
}
