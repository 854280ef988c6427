import {
	parameter,
	type KnownToParameters,
	type Parameter,
	type ParameterReader,
} from '../../../../nodes/shared/parameters/reading/Parameter';
import { readTriggerParameters, type TriggerContext } from '../../../../nodes/shared/parameters/reading/readTriggerParameters';

const property = (name: string, displayName: string) => ({ name, displayName, type: 'string' as const, default: '' });

async function read(read: Parameter['read'], metadata?: Partial<KnownToParameters>) {
	const warnings: string[] = [];
	const context = {
		getNode: () => ({ name: 'My Trigger', parameters: {} }),
		getNodeParameter: (name: string, fallback: unknown) => ({ first: 'one', second: NaN })[name] ?? fallback,
		getTimezone: () => 'Europe/Paris',
		logger: { warn: (text: string) => void warnings.push(text) },
	} as unknown as TriggerContext;
	const parameters = {
		first: parameter('first', property('first', 'First'), (reader) => reader.get('first')),
		second: parameter('second', property('second', 'Second'), read),
	};
	return { values: await readTriggerParameters(context, parameters, metadata), warnings };
}

test('one parameter after the other, each with those before it', async () => {
	const { values } = await read((reader) => [reader.valueOf('first'), reader.valueOf('second'), reader.zone, reader.get('third')]);
	expect(values).toEqual({ first: 'one', second: ['one', undefined, 'Europe/Paris', null] });
});

test('a refusal calls it by its label', async () => {
	await expect(read((reader) => reader.get('second'))).rejects.toThrow('“Second” is NaN');
});

test('a trigger has no items: no input, no files, no notes beside an output', async () => {
	const { values, warnings } = await read((reader) => (reader.hint('x'), [reader.input, reader.fileProperties]));
	expect([values.second, warnings]).toEqual([[{}, []], []]);
	await expect(read(async (reader) => await reader.file('data', 'Field'))).rejects.toThrow('A trigger has no input');
});

test('what concerns every run is written to the log', async () => {
	const { warnings } = await read((reader) => reader.hintOnce('These are unknown:', ['a', 'b']));
	expect(warnings).toEqual(['My Trigger: These are unknown: a, b.']);
});

const ofMetadata = async ({ metadata, identifiedRecords }: ParameterReader) => [
	await metadata.attributeKinds('A'),
	await metadata.comparedKinds('A', []),
	await metadata.fields('A'),
	await metadata.fieldLabel('A', 'b'),
	await metadata.knownNeeded('A'),
	await metadata.linkedEntityType('A', 'b'),
	metadata.rememberNotStorable('A', []),
	await metadata.writableAttributes('A'),
	await metadata.wrongOptions('A', 'b', []),
	await identifiedRecords('A', 'b', 'c'),
];

test('of entity types nothing is known unless it is given', async () => {
	const nothing = [new Map(), new Map(), new Map(), undefined, new Set(), undefined, undefined, [], undefined, { found: [], more: false }];
	expect((await read(ofMetadata)).values.second).toEqual(nothing);
	const given = await read(ofMetadata, { fieldLabel: async () => await Promise.resolve('Label') });
	expect((given.values.second as unknown[])[3]).toBe('Label');
});
