import type { INodeProperties } from 'n8n-workflow';

import { downloadFilesOption } from '../../../../nodes/shared/parameters/presentation/downloadFilesOption';
import { fullRecord } from '../../../../nodes/shared/parameters/stream/fullRecord';
import { skipOwnOption } from '../../../../nodes/shared/parameters/stream/streamOptions';
import { narrowingOption, option, options } from '../../../../nodes/shared/parameters/shown/options';
import { readerOf } from '../../model/readerOf';

const property = (displayName: string, name: string): INodeProperties => ({ displayName, name, type: 'string', default: '' });
const text = (value: unknown) => value ?? 'nothing';
const OPTIONS = options([
	option('zebra', property('Zebra', 'zebra'), text),
	narrowingOption('apple', property('Apple', 'apple'), text),
	{ ...option('labels', property('Labels', 'labels'), text), isOfManyTypes: true },
]);
const read = async (given: unknown, isFilledIn: (...path: Array<string | number>) => boolean = () => false) =>
	await Promise.resolve(OPTIONS.read({ ...readerOf({ options: given }), isFilledIn }));

test('each option is there, with what it is when it was not added', async () => {
	expect(await read({ zebra: 'z', apple: null })).toEqual({ zebra: 'z', apple: 'nothing', labels: 'nothing' });
	expect(await read('')).toEqual({ zebra: 'nothing', apple: 'nothing', labels: 'nothing' });
});

test('options of another operation stay in a workflow; in an expression they are mistakes', async () => {
	expect(await read({ other: 1 })).not.toHaveProperty('other');
	await expect(read({ other: 1 }, (...path) => path.join('.') === 'options')).rejects.toMatchObject({
		parameter: 'Options',
		message: '“other” in “Options” is not known',
		hint: 'Allowed: zebra, apple, labels.',
	});
});

test('an expression that gives nothing is refused where there would be more results without it', async () => {
	const filledIn =
		(name: string) =>
		(...path: Array<string | number>) =>
			path.join('.') === `options.${name}`;
	await expect(read({ apple: null }, filledIn('apple'))).rejects.toThrow('“Apple” is an expression that gives nothing');
	expect(await read({ zebra: null }, filledIn('zebra'))).toMatchObject({ zebra: 'nothing' });
});

test.each<[given: unknown, of: boolean]>([
	[{ labels: true }, true],
	[{ labels: '={{ $json.x }}' }, true],
	[{ labels: false }, false],
	[{ zebra: true }, false],
	[{}, false],
	[null, false],
	[undefined, false],
	['={{ $json.x }}', false],
])('%j needs definitions of many types: %s', (given, of) => expect(OPTIONS.isOfManyTypes?.({ options: given } as never)).toBe(of));

test('they are listed by what the user sees', () => {
	const [last] = [...OPTIONS.properties].reverse();
	expect(last).toMatchObject({ name: 'options', type: 'collection', placeholder: 'Add option' });
	expect(last?.options?.map(({ name }) => name)).toEqual(['apple', 'labels', 'zebra']);
	// What stands for them as one expression is the same of all operations.
	expect(OPTIONS.properties.slice(0, -1)).toEqual(options([]).properties.slice(0, -1));
	expect(OPTIONS.properties[0]).toBe(options([]).properties[0]);
});

test.each([
	[fullRecord, 'Fetch Full Record'],
	[skipOwnOption, 'Skip Own Actions'],
	[downloadFilesOption, 'Download Files'],
])('switches that narrow: %#', (entry, label) => {
	expect(entry.narrows).toBe(true);
	expect([entry.read('true'), entry.read(undefined)]).toEqual([true, false]);
	expect(() => entry.read('x')).toThrow(`“${label}” must be true or false`);
});
