import { conditionType } from '../request/conditionTypes';
import type { AttributeKind } from '../values/fieldTypes';
import { InvalidInput } from '../values/InvalidInput';
import type { AttributeContext } from './ConditionContext';
import { operatorsOfKind } from './offeredOperators';
import { OPERATORS, operatorOf, type Operator } from './operators';

/** How the user chose the operator: from the list in the editor, by its value in JSON, or as a type of condition of EspoCRM. */
export type NamedBy = 'name' | 'value' | 'type';

/** What an attribute of a kind is, in words. */
const WORDS: Partial<Record<AttributeKind, string>> = {
	text: 'text',
	enum: 'one of a list of options',
	integer: 'a number',
	number: 'a number',
	decimal: 'a number',
	boolean: 'true or false',
	flag: 'true or false',
	date: 'a date',
	dateTime: 'a date with time',
	dateTimeOptional: 'a date with or without time',
	id: 'the ID of a record',
	list: 'a list',
	idList: 'a list of linked records',
	object: 'not a single value',
};

/** EspoCRM answers a comparison of the attribute with a bare 500, and finds nothing with one of lists (7.5 and 10.0, measured). */
const BY_LINK = 'Compare the link instead, e.g. teams instead of teamsIds, with linkedWith, notLinkedWith or isLinked.';

/** For a condition that can't be asked of an attribute of its kind. @param operator as the user named it */
export function unfit({ place, parameter }: AttributeContext, kind: AttributeKind, operator: string, by: NamedBy): InvalidInput {
	const hint = kind === 'idList' ? BY_LINK : possibleText(kind, by);
	return new InvalidInput(parameter, `${place} is ${WORDS[kind] ?? kind}, so “${operator}” can't be used`, hint);
}

/** What can be asked of an attribute of a kind, in a sentence. */
export function possibleText(kind: AttributeKind | undefined, by: NamedBy): string {
	const operators = (operatorsOfKind(kind) ?? COMMON).flatMap((value) => operatorOf(value) ?? []);
	const shown = operators.filter((operator) => !isRange(operator));
	const names = [...new Set(shown.map((operator) => (by === 'type' ? typeOn(kind, operator.type) : operator[by])))];
	const more = shown.length < operators.length ? ' and the like' : '';
	return `${by === 'type' ? 'Types' : 'Operators'} that fit: ${names.join(', ')}${more}.`;
}

/** Where the kind is not known. */
const COMMON = [
	...[
		'equals',
		'notEquals',
		'in',
		'notIn',
		'contains',
		'startsWith',
		'greaterThan',
		'lessThan',
		'between',
		'isNull',
		'isNotNull',
		'isTrue',
		'isFalse',
	],
	...['on', 'before', 'after', 'today', 'lastXDays', 'lastMonth', 'arrayAnyOf', 'linkedWith', 'isLinked'],
];

/** The ranges of a calendar are many; one stands for them. */
function isRange({ calendar, takes, value }: Operator): boolean {
	return calendar && takes === 'nothing' && !['today', 'past', 'future', 'currentMonth'].includes(value);
}

/** Whether a list is empty is asked in another way. */
function typeOn(kind: AttributeKind | undefined, type: string): string {
	return (kind === 'list' && conditionType(type)?.ofEntries) || type;
}

/** The operator that is meant by another name for it, e.g. its label or a sign; undefined where none comes close. */
export function meantOperator(name: string): Operator | undefined {
	const other = OPERATORS.find(({ aka }) => aka?.includes(name.trim().toLowerCase()));
	if (other) return other;
	const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
	const isMeant = (text: string) => [plain(text), plain(text).replace(/^is/, '')].includes(plain(name));
	return OPERATORS.find((operator) => isMeant(operator.value) || isMeant(operator.name));
}
