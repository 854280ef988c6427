import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { matchingRecords, matchKey, type SeveralMatches } from '../../../../nodes/shared/api/records/matchingRecords';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { json, requestParts } from '../../model/requestParts';

function clientWith(rows: object[], total = -2) {
	const asked: unknown[] = [];
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		send: async (request) => {
			await Promise.resolve();
			asked.push(JSON.parse(requestParts(request).query.get('searchParams') ?? '{}'));
			return json({ total, list: rows });
		},
	});
	return { client, asked };
}

const phone = (value: string, ...digits: string[]) => ({
	type: 'or',
	value: [
		{ type: 'equals', attribute: 'phoneNumber', value },
		{ type: 'in', attribute: 'phoneNumberNumeric', value: digits },
	],
});

test.each<[string, Record<string, string | number | boolean | null>, object[]]>([
	['text as it is', { name: 'Acme' }, [{ type: 'equals', attribute: 'name', value: 'Acme' }]],
	[
		'text with spaces around, which newer servers store without',
		{ name: ' Acme ' },
		[{ type: 'or', value: [' Acme ', 'Acme'].map((value) => ({ type: 'equals', attribute: 'name', value })) }],
	],
	[
		'an international phone number by its digits',
		{ phoneNumber: '+49 30/901820-55' },
		[phone('+49 30/901820-55', '493090182055', '00493090182055')],
	],
	['the same number with 00', { phoneNumber: '0049 30 90182055' }, [phone('0049 30 90182055', '493090182055', '00493090182055')]],
	[
		'a zero in brackets',
		{ phoneNumber: '+44 (0)20 7946' },
		[phone('+44 (0)20 7946', '440207946', '00440207946', '44207946', '0044207946')],
	],
	['a local phone number by its digits', { phoneNumber: '(030) 90 18' }, [phone('(030) 90 18', '0309018')]],
	['an extension as it is', { phoneNumber: '1234' }, [{ type: 'equals', attribute: 'phoneNumber', value: '1234' }]],
	[
		'another field that looks like a phone number as it is',
		{ externalId: '+1-2' },
		[{ type: 'equals', attribute: 'externalId', value: '+1-2' }],
	],
	['what must be empty', { dateEndDate: null }, [{ type: 'isNull', attribute: 'dateEndDate' }]],
	['a number', { amount: 5 }, [{ type: 'equals', attribute: 'amount', value: 5 }]],
	[
		'switches',
		{ a: true, b: false },
		[
			{ type: 'isTrue', attribute: 'a' },
			{ type: 'isFalse', attribute: 'b' },
		],
	],
	[
		'several',
		{ firstName: 'A', lastName: 'B' },
		[
			{ type: 'equals', attribute: 'firstName', value: 'A' },
			{ type: 'equals', attribute: 'lastName', value: 'B' },
		],
	],
])('one request for %s', async (_title, match, where) => {
	const { client, asked } = clientWith([]);
	expect(await matchingRecords(client, 'Account', match, 'fail')).toEqual([]);
	expect(asked).toEqual([{ where, select: ['id', 'name'], orderBy: 'id', order: 'asc', maxSize: 'name' in match ? 200 : 5 }]);
});

test('several where one is wanted are listed', async () => {
	const { client } = clientWith([{ id: 'a', name: 'Acme' }, { id: 'b' }], -1);
	const found = matchingRecords(client, 'Account', { name: 'Acme', dateEndDate: null }, 'fail');
	await expect(found).rejects.toThrow(InvalidInput);
	await expect(found).rejects.toThrow('Several Account records match name "Acme": Acme (a), no name (b) and more');
});

test('the first: one row is asked for', async () => {
	const { client, asked } = clientWith([{ id: 'a' }], -1);
	expect(await matchingRecords(client, 'Account', { sicCode: '1' }, 'first')).toEqual([{ id: 'a' }]);
	expect(asked).toMatchObject([{ maxSize: 1, orderBy: 'id', order: 'asc' }]);
});

describe('the name of a person is a whole name', () => {
	const [jane, smith, ann] = ['Jane Smith', 'Smith', 'Smíth, Ann'].map((name) => ({ id: name, name })) as [object, object, object];
	test.each<[SeveralMatches, name: string, rows: object[], found: object[]]>([
		['fail', 'Smith', [jane, ann], []],
		['fail', 'Smith ', [jane, smith, ann], [smith]],
		['fail', 'Ann  Smith', [ann], [ann]],
		['first', 'Smith', [jane, smith], [smith]],
		['first', 'Smith', [jane], []],
		['all', 'Smith', [jane, smith, ann, { id: 'b', name: 'SMITH' }], [smith, { id: 'b', name: 'SMITH' }]],
	])('%s: “%s” in one request', async (several, name, rows, found) => {
		const { client, asked } = clientWith(rows);
		expect(await matchingRecords(client, 'Contact', { name, title: 'x' }, several)).toEqual(found);
		expect(asked).toHaveLength(1);
	});

	test.each<[SeveralMatches, rows: object[]]>([
		['fail', [jane, smith]],
		['fail', [jane]],
		['first', [jane]],
	])('%s: others may have it among those that were not compared', async (several, rows) => {
		const found = matchingRecords(clientWith(rows, -1).client, 'Contact', { name: 'Smith' }, several);
		await expect(found).rejects.toThrow('Too many Contact records have "Smith" as part of their name');
		await expect(found).rejects.toThrow(InvalidInput);
	});
	test('the first is the first, whatever follows', async () =>
		expect(await matchingRecords(clientWith([jane, smith], -1).client, 'Contact', { name: 'Smith' }, 'first')).toEqual([smith]));
});

test.each(['Ø', 'Ａｃｍｅ', 'ACME '])('what the database takes for the name is the name: %s', async (name) =>
	expect(await matchingRecords(clientWith([{ id: 'a', name }]).client, 'Account', { name: 'Acme' }, 'fail')).toHaveLength(1),
);

test.each([
	['Müller', 'MULLER'],
	['Straße 1', 'strasse1'],
	['+31 6 12', '+31612'],
	[' a b ', 'AB'],
	['é', 'e\u0301'],
	['1.5', '1.50'],
	['42', '٤٢'],
	['7', '७'],
	['90', '９０'],
])('%j and %j must not be looked for at once', (one, other) => expect(matchKey({ name: one })).toBe(matchKey({ name: other })));

test('keys of other values are others', () => {
	expect(matchKey({ a: 'x', b: 'y' })).not.toBe(matchKey({ a: 'xy', b: '' }));
	expect(matchKey({ a: 'x' })).not.toBe(matchKey({ a: 'y' }));
});

test.each([
	['+49 30 901820', '0049-30-901820'],
	['+44 (0)20 7946', '+44207946'],
	['+49 30 901820', '+4930901820'],
])('a run does not look for %j and %j at once', (one, other) =>
	expect(matchKey({ phoneNumber: one })).toBe(matchKey({ phoneNumber: other })),
);

test.each(['٠١٢٣٤٥٦٧٨٩', '०१२३४५६७८९', '０１２３４５６７８９', '𑁦𑁧𑁨𑁩𑁪𑁫𑁬𑁭𑁮𑁯'])('digits are the same in every script: %s', (digits) => {
	expect(matchKey({ code: `a${digits}` })).toBe(matchKey({ code: 'a0123456789' }));
	expect(matchKey({ code: `a${digits}` })).not.toBe(matchKey({ code: 'a0123456788' }));
});
