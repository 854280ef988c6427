import { conditionType } from '../request/conditionTypes';
import type { WhereItem } from '../request/WhereItem';
import type { AttributeKinds } from '../values/fieldTypes';
import type { Json } from '../values/Json';
import { likeText } from './likeText';
import { givenItems, type Operand } from './operand';

const isEmptyText = (attribute: string): WhereItem => ({
	type: 'or',
	value: [
		{ type: 'isNull', attribute },
		{ type: 'equals', attribute, value: '' },
	],
});

/**
 * Whether anything is in the attribute, by its kind: text can be null or '' (7.x stores '', and an enum does on every version),
 * lists have operators of their own, and links are looked at through their id or the link itself (espocrm-api.md#empty-values-in-conditions, espocrm-api.md#what-writes-store).
 * @returns a list of which all must be met
 */
export function emptiness(attribute: string, type: Emptiness, kinds: AttributeKinds): WhereItem[] {
	const kind = kinds.get(attribute);
	if (kind === 'list') return [{ type: conditionType(type)?.ofEntries ?? type, attribute }];
	const ofLink = emptinessOfLink(attribute, type, kinds);
	if (ofLink) return [ofLink];
	const isEmpty = type === 'isNull';
	if (isPersonName(attribute, kinds)) return isEmpty ? ['firstName', 'lastName'].map(isEmptyText) : [somePart()];
	if ((kind !== 'text' && kind !== 'enum') || isContactPoint(attribute, kinds)) return [{ type, attribute }];
	return isEmpty
		? [isEmptyText(attribute)]
		: [
				{ type, attribute },
				{ type: 'notEquals', attribute, value: '' },
			];
}

type Emptiness = 'isNull' | 'isNotNull';

/** @returns undefined for what is no attribute of a link, or does not tell */
function emptinessOfLink(attribute: string, type: Emptiness, kinds: AttributeKinds): WhereItem | undefined {
	const linked = (link: string): WhereItem => ({ type: type === 'isNull' ? 'isNotLinked' : 'isLinked', attribute: link });
	const kind = kinds.get(attribute);
	if (kind === 'idList') return linked(attribute.replace(/(Ids|Names|Columns|Types)$/, ''));
	const parentId = parentIdOf(attribute, kinds);
	if (parentId) return { type, attribute: parentId };
	if (kind === undefined && kinds.get(`${attribute}Id`) === 'id') return { type, attribute: `${attribute}Id` };
	return kind === undefined && kinds.get(`${attribute}Ids`) === 'idList' ? linked(attribute) : undefined;
}

/** The name of a parent is put together from several tables; its ID says as well whether there is one. @returns undefined for other attributes */
export function parentIdOf(attribute: string, kinds: AttributeKinds): string | undefined {
	const id = attribute.replace(/Name$/, 'Id');
	return kinds.get(attribute) === 'object' && kinds.get(id) === 'id' ? id : undefined;
}

function somePart(): WhereItem {
	return { type: 'or', value: ['firstName', 'lastName'].map((attribute) => ({ type: 'notEquals', attribute, value: '' })) };
}

/** E-mail addresses and phone numbers stand in a table of their own, never as ''. */
function isContactPoint(attribute: string, kinds: AttributeKinds): boolean {
	return kinds.get(`${attribute}Data`) === 'json' && kinds.get(`${attribute}IsInvalid`) === 'flag';
}

/** Whether an attribute is the name that EspoCRM makes of the parts of a person's. */
export function isPersonName(attribute: string, kinds: AttributeKinds): boolean {
	return attribute === 'name' && ['salutationName', 'firstName', 'lastName'].every((part) => kinds.has(part));
}

/**
 * The name of a person is no column. Of the types EspoCRM knows only some for it (FieldConverters/PersonName): 7.x fails
 * with a bare 500 on others, 10.0 finds nothing with `in`, and `notContains` leaves out persons without a first name.
 */
const OF_PERSONS = new Map<string, (values: Json[]) => WhereItem>([
	['in', (values) => ({ type: 'or', value: values.map((value) => ({ type: 'equals', attribute: 'name', value })) })],
	['notIn', withoutNames],
	['notEquals', withoutNames],
	['notContains', (values) => ({ type: 'and', value: values.flatMap((value) => withoutInParts('notContains', 'notContains', value)) })],
]);

/** Whether a type of condition has a form of its own where the attribute is the name of a person. */
export function isOwnOfPersons(type: string): boolean {
	return OF_PERSONS.has(type);
}

/** @returns undefined for types that work */
export function personNameItem(type: string, operand: Operand): WhereItem | undefined {
	return OF_PERSONS.get(type)?.([operand as Json].flat());
}

function withoutNames(values: Json[]): WhereItem {
	return { type: 'and', value: givenItems(values).flatMap((value) => withoutInParts('notEquals', 'notLike', value)) };
}

/** Neither part meets it, nor both together where there are both. */
function withoutInParts(ofPart: string, ofWhole: string, value: Json): WhereItem[] {
	const parts = ['firstName', 'lastName'];
	const missing = parts.map((attribute): WhereItem => ({ type: 'isNull', attribute }));
	return [
		...parts.map((attribute, index): WhereItem => ({
			type: 'or',
			value: [{ type: ofPart, attribute, value }, missing[index] as WhereItem],
		})),
		{ type: 'or', value: [{ type: ofWhole, attribute: 'name', value: ofWhole === 'notLike' ? likeText(value) : value }, ...missing] },
	];
}
