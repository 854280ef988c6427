import {
	BY_LINK,
	OF_FILE,
	OF_FOREIGN,
	OF_ID,
	OF_USERS,
	operatorsOfKind,
	WITH_OPTIONS,
} from '../../../../nodes/shared/api/filter/offeredOperators';
import { isFitting } from '../../../../nodes/shared/api/filter/operatorFit';
import { operatorOf, OPERATORS, type Operator } from '../../../../nodes/shared/api/filter/operators';
import { relativeDays } from '../../../../nodes/shared/api/filter/relativeDays';
import { whereItems } from '../../../../nodes/shared/api/filter/whereItems';
import { CONDITION_TYPES } from '../../../../nodes/shared/api/request/conditionTypes';
import type { AttributeKind } from '../../../../nodes/shared/api/values/fieldTypes';

const KINDS: AttributeKind[] = [
	'text',
	'enum',
	'integer',
	'number',
	'decimal',
	'boolean',
	'flag',
	'date',
	'dateTime',
	'dateTimeOptional',
	'id',
	'list',
	'object',
];
const TYPES = Object.entries(CONDITION_TYPES);
/** They can be written in *Where (JSON)*; the builder says the same with others. */
const ONLY_AS_JSON = ['like', 'notLike', 'arrayIsEmpty', 'arrayIsNotEmpty', 'inCategory'];
const FISCAL = /Fiscal/;

describe.each(TYPES)('the type %s', (type, { asks, takes, orEmpty, ofList, ofEntries }) => {
	test('refers to types that there are', () => {
		for (const other of [orEmpty, ofList, ofEntries]) if (other !== undefined) expect(Object.keys(CONDITION_TYPES)).toContain(other);
		if (ofList) expect(CONDITION_TYPES[ofList]).toMatchObject({ asks, takes: 'list', ...(orEmpty ? { orEmpty } : {}) });
		if (ofEntries) expect(CONDITION_TYPES[ofEntries]).toEqual({ asks: 'entries', takes });
		if (orEmpty) expect(CONDITION_TYPES[orEmpty]?.takes).toBe('nothing');
	});

	test('says with its name whether rows without a value count', () => expect(orEmpty !== undefined).toBe(/^not[A-Z]/.test(type)));

	test('can be chosen in the builder, or is written as JSON only', () => {
		const choosable = asks !== 'group' && asks !== 'record' && !ONLY_AS_JSON.includes(type);
		expect(OPERATORS.some((operator) => operator.type === type)).toBe(choosable);
	});

	test('counts its days, if it is about days that are not given', () => {
		const counts = asks === 'calendar' && takes !== 'one' && !FISCAL.test(type);
		expect(relativeDays(type, 3, Date.parse('2026-03-14T12:00:00Z'), 'UTC') !== undefined).toBe(counts);
	});

	test('is known in any case, and refused without what it takes', () => {
		const odd = [{ type: type.toUpperCase(), attribute: 'name' }];
		if (takes === 'nothing') expect(whereItems(odd, 'Where')).toEqual([{ type, attribute: 'name' }]);
		else expect(() => whereItems(odd, 'Where')).toThrow(type);
	});
});

const offered: Array<[string, string[]]> = [
	...KINDS.map((kind): [string, string[]] => [kind, operatorsOfKind(kind) ?? []]),
	...Object.entries(WITH_OPTIONS),
	...([
		['id', OF_USERS],
		['id', OF_ID],
		['id', OF_FILE],
		['text', OF_FOREIGN],
	] as Array<[string, string[]]>),
];

test('each kind of attribute is offered operators that fit it, each once', () => {
	for (const [kind, values] of offered) {
		expect(values.length).toBeGreaterThan(1);
		expect(values).toEqual([...new Set(values)]);
		const attribute = values === OF_ID ? 'id' : 'x';
		const unfit = values
			.map((value) => operatorOf(value) as Operator)
			.filter(({ type, editor }) => !isFitting(type, attribute, kind as AttributeKind, editor));
		expect([kind, unfit]).toEqual([kind, []]);
	}
});

describe.each(OPERATORS.map((operator) => [operator.value, operator] as const))(
	'the operator %s',
	(value, { type, asks, takes, editor, unlisted, name, aka = [] }) => {
		test('is of a type that there is, and takes what that takes', () => expect(CONDITION_TYPES[type]).toMatchObject({ asks, takes }));

		test('is offered somewhere, unless another one does the same with text', () => {
			const places = [...offered.map(([, values]) => values), ...Object.values(BY_LINK).map((values = []) => values)];
			expect(places.some((values) => values.includes(value))).toBe(!(unlisted && editor === undefined));
		});

		test('fits a kind of attribute, or is about links', () => {
			expect(KINDS.some((kind) => isFitting(type, 'x', kind, editor))).toBe(asks !== 'link');
		});

		test('is told from those of the same type by its editor, and from all by its other names', () => {
			const others = OPERATORS.filter((operator) => operator.value !== value);
			for (const other of others.filter((operator) => operator.type === type))
				expect([other.value, other.editor === editor && other.name === name]).toEqual([other.value, false]);
			for (const other of others) for (const shared of other.aka ?? []) expect(aka).not.toContain(shared);
			for (const own of aka) expect(OPERATORS.map((operator) => operator.value)).not.toContain(own);
		});
	},
);

test('whether a list of linked records is empty is asked of the link alone', () => {
	expect(isFitting('isNull', 'teamsIds', 'idList')).toBe(false);
	expect(isFitting('isNull', 'accountId', 'id')).toBe(true);
});
