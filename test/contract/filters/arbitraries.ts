import fc, { type Arbitrary } from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { locator } from '../../harness/locator';
import { clock, shiftedDay, type Comparison, type Field, type Now } from './Field';
import type { Wish, WishGroup } from './matches';

const RELATIVE = [
	'today',
	'past',
	'future',
	'lastSevenDays',
	'lastMonth',
	'currentMonth',
	'nextMonth',
	'lastQuarter',
	'currentQuarter',
	'lastYear',
	'currentYear',
];
const X_DAYS = ['lastXDays', 'nextXDays', 'olderThanXDays', 'afterXDays'];
const EMPTY = ['isNull', 'isNotNull'];
const TEXT = ['equals', 'notEquals', 'in', 'notIn', 'contains', 'notContains', 'startsWith', 'endsWith'];
const BY_DAY = ['on', 'notOn', 'before', 'after', 'between', 'greaterThanOrEquals', 'lessThanOrEquals', ...RELATIVE, ...X_DAYS];

/** Operators that the test tries for each kind of comparison. */
const OPERATORS: Record<Comparison, string[]> = {
	text: [...TEXT, ...EMPTY],
	// EspoCRM finds a person by either part, too.
	person: ['equals', 'notEquals', 'in', 'notIn', 'contains', 'notContains', ...EMPTY],
	option: ['isOption', 'isNotOption', 'equals', 'notEquals', 'in', 'notIn', ...EMPTY],
	number: ['equals', 'notEquals', 'in', 'notIn', 'greaterThan', 'greaterThanOrEquals', 'lessThan', 'lessThanOrEquals', 'between', ...EMPTY],
	switch: ['isTrue', 'isFalse'],
	day: [...BY_DAY, ...EMPTY],
	moment: [...BY_DAY, 'afterMoment', 'beforeMoment', ...EMPTY],
	options: ['hasAnyOption', 'hasAllOptions', 'hasNoOption', 'arrayAnyOf', 'arrayAllOf', 'arrayNoneOf', ...EMPTY],
	record: ['isRecord', 'isNotRecord', 'equals', 'notEquals', ...EMPTY],
	records: [
		'isLinkedWithRecord',
		'isNotLinkedWithRecord',
		'isLinkedWithAllRecords',
		'linkedWith',
		'notLinkedWith',
		'isLinked',
		'isNotLinked',
	],
};
const SEVERAL = /^(in|notIn|is(Not)?(Option|Record)|has.*|array.*|.*LinkedWith.*|linkedWith)$/i;
const PART = /^(contains|notContains|startsWith|endsWith)$/;

/** What is written into one record. */
export function record(fields: Field[]): Arbitrary<IDataObject> {
	return fc.tuple(...fields.map(valueOf)).map((values) => Object.assign({}, ...values) as IDataObject);
}

function valueOf({ comparison, pool, required, written }: Field): Arbitrary<IDataObject> {
	const value = comparison === 'options' || comparison === 'records' ? fc.subarray(pool) : fc.constantFrom(...pool);
	const given = required
		? value
		: fc.oneof({ weight: 3, arbitrary: value as Arbitrary<unknown> }, { weight: 1, arbitrary: fc.constant(null) });
	// Versions differ in what they make of '', so what is read back counts.
	return (
		comparison === 'text' && !required
			? fc.oneof({ weight: 6, arbitrary: given as Arbitrary<unknown> }, { weight: 1, arbitrary: fc.constant('') })
			: given
	).map(written);
}

/** A filter with at least one condition, one or two levels deep. */
export function filter(fields: Field[], now: Now): Arbitrary<WishGroup> {
	const wishes = (minLength: number) => fc.array(wish(fields, now), { minLength, maxLength: 3 });
	const inner = fc.record({ any: fc.boolean(), wishes: wishes(1), groups: fc.constant<WishGroup[]>([]) });
	return fc.oneof(
		fc.record({ any: fc.boolean(), wishes: wishes(1), groups: fc.constant<WishGroup[]>([]) }),
		fc.record({ any: fc.boolean(), wishes: wishes(0), groups: fc.array(inner, { minLength: 1, maxLength: 2 }) }),
	);
}

function wish(fields: Field[], now: Now): Arbitrary<Wish> {
	return fc
		.constantFrom(...fields)
		.chain((field) => fc.constantFrom(...OPERATORS[field.comparison]).chain((operator) => wishFor(field, operator, now)));
}

function wishFor(field: Field, operator: string, now: Now): Arbitrary<Wish> {
	return values(field, operator, now).map((chosen) =>
		Object.assign(
			{ field, operator, values: chosen },
			{ [fc.toStringMethod]: () => `${field.name} ${operator} ${JSON.stringify(chosen)}` },
		),
	);
}

/** Each operator of each comparison once, with one of the fields that have it. */
export function eachOperator(fields: Field[], comparisons: Comparison[], now: Now, seed: number): Wish[] {
	return comparisons.flatMap((comparison) => {
		const [first, ...others] = fields.filter((field) => field.comparison === comparison);
		if (!first) return [];
		return OPERATORS[comparison].flatMap((operator, index) =>
			fc.sample(
				fc.constantFrom(first, ...others).chain((field) => wishFor(field, operator, now)),
				{ seed: seed + index, numRuns: 1 },
			),
		);
	});
}

export const COMPARISONS = Object.keys(OPERATORS) as Comparison[];

function values({ comparison, pool }: Field, operator: string, now: Now): Arbitrary<unknown[]> {
	if (X_DAYS.includes(operator)) return fc.tuple(fc.constantFrom(0, 1, 3, 7, 30));
	if (EMPTY.includes(operator) || RELATIVE.includes(operator) || /^is(Not)?(Linked|True|False)$/.test(operator)) return fc.constant([]);
	const byDay = comparison === 'moment' && !operator.endsWith('Moment');
	const days = [0, 1, -1, 3, -3, 7, -30].map((count) => shiftedDay(clock(now.ms, now.zone).slice(0, 10), count));
	const value: Arbitrary<unknown> = byDay ? fc.constantFrom(...days) : fc.constantFrom(...pool);
	// The other way round it is refused.
	if (operator === 'between')
		return fc
			.tuple(value, value)
			.map((range) => [...range].sort((a, b) => (Number(a) > Number(b) || (Number.isNaN(Number(a)) && String(a) > String(b)) ? 1 : -1)));
	if (SEVERAL.test(operator)) return fc.uniqueArray(value, { minLength: 1, maxLength: 3 });
	if (!PART.test(operator)) return fc.tuple(value);
	return fc.tuple(value, fc.nat(4), fc.integer({ min: 1, max: 6 })).map(([whole, from, length]) => [
		String(whole)
			.slice(from, from + length)
			.trim() || 'a',
	]);
}

/** The filter as the editor saves it, with the editor that its operators have. */
export function parametersOf({ any, wishes, groups }: WishGroup): INodeParameters {
	return {
		combine: any ? 'any' : 'all',
		conditions: { condition: wishes.map(rowOf) },
		...(groups.length && { groups: { group: groups.map(parametersOf) } }),
	};
}

function rowOf({ field, operator, values: given }: Wish): INodeParameters {
	const row = (name: string, editors: object): INodeParameters => ({ attribute: field.name, operator: name, ...editors });
	const text = given.map(String).join(', ');
	if (/Moment$/.test(operator)) return row(operator.replace('Moment', ''), { value: text });
	if (/Options?$/.test(operator)) return row(operator, { options: given });
	if (/Records?$/.test(operator)) return row(operator, { record: locator(text, given.length > 1 ? 'id' : 'list') });
	if (operator === 'between') return row(operator, { value: String(given[0]), to: String(given[1]) });
	return row(operator, X_DAYS.includes(operator) ? { value: given[0] } : { value: text });
}
