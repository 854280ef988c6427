import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { listedEntityType } from '../../../../nodes/shared/parameters/entered/listedEntityType';
import { meantNames } from '../../../../nodes/shared/parameters/entered/meantNames';
import { namedByLabel } from '../../../../nodes/shared/parameters/entered/namedByLabel';
import type { ParameterReader } from '../../../../nodes/shared/parameters/reading/Parameter';
import { knowing, readerOf } from '../../model/readerOf';

const LABELS: Record<string, string> = { cSize: 'Shoe Size', cOther: 'shoe size', closeDate: 'Close Date', name: 'Name' };
const ADDRESS = ['Street', 'City', 'State', 'Country', 'PostalCode'].map((part) => `billingAddress${part}`);
const WRITABLE = ['name', 'closeDate', 'accountId', 'teamsIds', ...ADDRESS, 'cSize', 'cOther'];
const labelled = (asked: string[] = []): ParameterReader =>
	knowing(readerOf({}), {
		fieldLabel: async (entityType, name) => await Promise.resolve((asked.push(`${entityType}.${name}`), LABELS[name])),
	});

test.each<[given: string, meant: string[], asked: boolean]>([
	['Name', ['name'], false],
	['close date', ['closeDate'], false],
	['Account', ['accountId'], false],
	['teams', ['teamsIds'], false],
	['team', [], true],
	['billingAddress', ['billingAddress'], false],
	['Billing address', ['billingAddress'], false],
	['Shoe  Size', [], true],
	['SHOE SIZE', ['cSize', 'cOther'], true],
	['nothing', [], true],
])('“%s” means %j', async (given, meant, asked) => {
	const requests: string[] = [];
	expect(await meantNames(labelled(requests), 'Account', given, WRITABLE)).toEqual(meant);
	expect(requests).toEqual(asked ? WRITABLE.map((name) => `Account.${name}`) : []);
});

test('where the labels can’t be looked up, nothing is meant', async () => {
	const failing = knowing(readerOf({}), { fieldLabel: async () => await Promise.reject(new Error('502')) });
	expect(await meantNames(failing, 'Account', 'Shoe Size', WRITABLE)).toEqual([]);
});

describe('a refusal', () => {
	test('names the field by its label', async () => {
		const error = await namedByLabel(
			new InvalidInput('Filters', '“closeDate” is no day; “closeDate” must be', 'Do it.'),
			['name', 'closeDate'],
			labelled(),
		);
		expect(error).toMatchObject({ parameter: 'Filters', message: '“Close Date” is no day; “Close Date” must be', hint: 'Do it.' });
	});

	test.each<[title: string, error: unknown, reader: ParameterReader]>([
		['about nothing that is known', new InvalidInput('Filters', '“other” is wrong'), labelled()],
		['about a field without a label', new InvalidInput('Filters', '“teamsIds” is wrong'), labelled()],
		['of another kind', new Error('“closeDate” is wrong'), labelled()],
		[
			'whose label can’t be looked up',
			new InvalidInput('Filters', '“closeDate” is wrong'),
			knowing(readerOf({}), { fieldLabel: async () => await Promise.reject(new Error('502')) }),
		],
	])('%s stays', async (_title, error, reader) => expect(await namedByLabel(error, WRITABLE, reader)).toBe(error));
});

test.each<[values: Record<string, unknown>, type: string]>([
	[{ entityType: 'Account' }, 'Account'],
	[{ entityType: 'Account', link: 'contacts' }, 'Thecontacts'],
	[{ entityType: 'Account', link: 'parent' }, 'Account'],
	[{}, ''],
])('%j lists records of the type %s', async (values, type) => {
	expect(await listedEntityType({ ...readerOf({}), valueOf: (name) => values[name] })).toBe(type);
});
