import type { WhereItem } from '../request/WhereItem';
import type { AttributeKinds } from '../values/fieldTypes';
import type { Json } from '../values/Json';
import { likeText } from './likeText';
import { givenItems, type Operand } from './operand';

/** Operators that mean something else where the attribute is the name of a person. */
export const OF_PERSONS = ['notEquals', 'notContains', 'in', 'notIn'];

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
export function emptiness(attribute: string, wanted: boolean, kinds: AttributeKinds): WhereItem[] {
	const [empty, notEmpty] = wanted ? ['isNull', 'arrayIsEmpty'] : ['isNotNull', 'arrayIsNotEmpty'];
	const kind = kinds.get(attribute);
	if (kind === 'list') return [{ type: notEmpty, attribute }];
	if (kind === 'idList') return [linked(attribute.replace(/(Ids|Names|Columns|Types)$/, ''), wanted)];
	// Of a parent, which can be of several types.
	if (kind === 'object' && kinds.get(attribute.replace(/Name$/, 'Id')) === 'id') return [{ type: empty, attribute: attribute.replace(/Name$/, 'Id') }];
	if (kind === undefined && kinds.get(`${attribute}Id`) === 'id') return [{ type: empty, attribute: `${attribute}Id` }];
	if (kind === undefined && kinds.get(`${attribute}Ids`) === 'idList') return [linked(attribute, wanted)];
	if (isPersonName(attribute, kinds)) return wanted ? ['firstName', 'lastName'].map(isEmptyText) : [somePart()];
	if ((kind !== 'text' && kind !== 'enum') || isContactPoint(attribute, kinds)) return [{ type: empty, attribute }];
	return wanted
		? [isEmptyText(attribute)]
		: [
				{ type: empty, attribute },
				{ type: 'notEquals', attribute, value: '' },
			];
}

function linked(link: string, empty: boolean): WhereItem {
	return { type: empty ? 'isNotLinked' : 'isLinked', attribute: link };
}

function somePart(): WhereItem {
	return { type: 'or', value: ['firstName', 'lastName'].map((attribute) => ({ type: 'notEquals', attribute, value: '' })) };
}

/** E-mail addresses and phone numbers stand in a table of their own, never as ''. */
function isContactPoint(attribute: string, kinds: AttributeKinds): boolean {
	return kinds.get(`${attribute}Data`) === 'json' && kinds.get(`${attribute}IsInvalid`) === 'flag';
}

export function isPersonName(attribute: string, kinds: AttributeKinds): boolean {
	return attribute === 'name' && ['salutationName', 'firstName', 'lastName'].every((part) => kinds.has(part));
}

/**
 * The name of a person is no column. Of the operators EspoCRM knows only some for it (FieldConverters/PersonName): 7.x fails
 * with a bare 500 on others, 10.0 finds nothing with `in`, and `notContains` leaves out persons without a first name.
 * @returns undefined for operators that work
 */
export function personNameItem(type: string, operand: Operand): WhereItem | undefined {
	const attribute = 'name';
	const values = Array.isArray(operand) ? operand : [operand as Json];
	switch (type) {
		case 'in':
			return { type: 'or', value: values.map((value) => ({ type: 'equals', attribute, value })) };
		case 'notIn':
		case 'notEquals':
			return { type: 'and', value: givenItems(values).flatMap((value) => withoutInParts('notEquals', 'notLike', value)) };
		case 'notContains':
			return { type: 'and', value: withoutInParts('notContains', 'notContains', operand as Json) };
		default:
			return undefined;
	}
}

/** Neither part meets it, nor both together where there are both. */
function withoutInParts(ofPart: string, ofWhole: string, value: Json): WhereItem[] {
	const parts = ['firstName', 'lastName'];
	const missing = parts.map((attribute): WhereItem => ({ type: 'isNull', attribute }));
	return [
		...parts.map((attribute, index): WhereItem => ({ type: 'or', value: [{ type: ofPart, attribute, value }, missing[index] as WhereItem] })),
		{ type: 'or', value: [{ type: ofWhole, attribute: 'name', value: ofWhole === 'notLike' ? likeText(value) : value }, ...missing] },
	];
}
