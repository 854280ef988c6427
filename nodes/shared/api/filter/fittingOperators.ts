import type { LabelledAttribute, Metadata } from '../metadata/Metadata';
import { isName } from '../values/identifier';
import { isJsonObject } from '../values/Json';
import { BY_LINK, OF_FILE, OF_FOREIGN, OF_ID, OF_USERS, operatorsOfKind, WITH_OPTIONS } from './offeredOperators';
import { OPERATORS, operatorOf, type Operator } from './operators';

/**
 * The operators that fit an attribute or link of an entity type, the usual ones first; all that are listed where it is
 * none that is known, e.g. because an expression gives it.
 */
export async function fittingOperators(metadata: Metadata, entityType: string, name: unknown): Promise<Operator[]> {
	const fitting = typeof name === 'string' && isName(name) ? await fittingNames(metadata, entityType, name) : undefined;
	return fitting ? fitting.flatMap((value) => operatorOf(value) ?? []) : OPERATORS.filter(({ unlisted }) => !unlisted);
}

async function fittingNames(metadata: Metadata, entityType: string, name: string): Promise<string[] | undefined> {
	if (name === 'id') return OF_ID;
	const attribute = (await metadata.attributes(entityType)).find((candidate) => candidate.name === name);
	if (!attribute) return BY_LINK[String((await metadata.link(entityType, name)).type)];
	const kind = isOfLinkedRecord(attribute)
		? ((await metadata.comparedKinds(entityType, [name])).get(name) ?? attribute.kind)
		: attribute.kind;
	const ofOptions = WITH_OPTIONS[kind];
	if (ofOptions && (await metadata.options(entityType, name)) !== undefined) return ofOptions;
	if (kind === 'id') return await forLink(metadata, entityType, attribute);
	return operatorsOfKind(kind) ?? (isOfLinkedRecord(attribute) ? OF_FOREIGN : undefined);
}

async function forLink(metadata: Metadata, entityType: string, { field, fieldType }: LabelledAttribute): Promise<string[] | undefined> {
	if (fieldType === 'file' || fieldType === 'image') return OF_FILE;
	const ofUser = fieldType === 'link' && (await metadata.linkedEntityType(entityType, field)) === 'User';
	return ofUser ? OF_USERS : operatorsOfKind('id');
}

function isOfLinkedRecord({ fieldType }: LabelledAttribute): boolean {
	return fieldType === 'foreign';
}

/** Kinds that can't be part of a condition: EspoCRM answers with a bare 500 (espocrm-api.md#what-cannot-be-filtered). */
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
