import type { WhereItem } from '../request/WhereItem';
import { sameValue } from './matchingRecords';

/** Types of persons in every EspoCRM. */
const PERSONS = ['Contact', 'Lead', 'User'];

/** What the records have that a value is to identify one of: a name also with single blanks, and a person's as “Last, First”. */
export function identifyingWhere(entityType: string, attribute: string, value: string): WhereItem {
	const own = sameValue(attribute, value);
	if (attribute !== 'name') return own;
	const plain = value.trim().replace(/\s+/g, ' ');
	const forms = [
		own,
		...(plain === value.trim() ? [] : [sameValue(attribute, plain)]),
		...(PERSONS.includes(entityType) ? lastNameFirst(plain) : []),
	];
	return forms.length > 1 ? { type: 'or', value: forms } : own;
}

/** By both parts of the name, so that “Doe, Jane” is never “Doe Jane”. */
function lastNameFirst(name: string): WhereItem[] {
	const [, last, first] = /^([^,]*[^,\s])\s*,\s*([^,\s][^,]*)$/.exec(name) ?? [];
	if (!last || !first) return [];
	return [
		{
			type: 'and',
			value: [
				{ type: 'equals', attribute: 'lastName', value: last },
				{ type: 'equals', attribute: 'firstName', value: first },
			],
		},
	];
}
