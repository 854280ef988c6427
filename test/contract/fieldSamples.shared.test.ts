import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { sandboxUsers } from '../../sandbox/espocrm/sandboxUsers';
import { startSandbox, type Sandbox } from '../../sandbox/espocrm/startSandbox';
import { SUFFIXES } from '../recordings/samples';
import { Api } from './server/Api';
import { SANDBOX_FIELDS } from './server/sandboxFields';

/** Writes to one field of each type what was written to real servers, and compares what came of it. Names of fields differ. */

interface Sample {
	type: string;
	field: string;
	sent: IDataObject[string];
	status: number;
	reason: string | null;
	readBack: IDataObject | null;
	error: unknown;
}

const recordings = join(__dirname, '../../../shared/espocrm/field-zoo');

/** What counts up is compared without its digits. */
const withoutCounter = (type: string, values: IDataObject) =>
	type === 'number' || type === 'autoincrement'
		? JSON.stringify(values)
				.replace(/"[A-Z]+-/g, '"')
				.replace(/\d+/g, (digits) => (type === 'number' ? String(digits.length) : 'n'))
		: values;

const samplesOf = (folder: string): Sample[] =>
	JSON.parse(readFileSync(join(recordings, folder, 'field-zoo.samples.json'), 'utf8')) as Sample[];

const versions = [
	{ version: '10.0', folder: '10.0.0', recorded: 'CFieldZoo', own: 'CSpecimen' },
	{ version: '7.5', folder: '7.5.6', recorded: 'FieldZoo', own: 'Specimen' },
] as const;

describe.each(versions)('field types of $version', ({ version, folder, recorded, own }) => {
	const samples = samplesOf(folder);
	const translate = (text: string): string => {
		const names = samples
			.map(({ field, type }) => [field, SANDBOX_FIELDS[type] ?? field] as const)
			.sort(([left], [right]) => right.length - left.length);
		return names.reduce((all, [from, to]) => all.replaceAll(from, to), text.replaceAll(recorded, own));
	};
	const translated = <T>(value: T): T => JSON.parse(translate(JSON.stringify(value))) as T;
	let sandbox: Sandbox | undefined;
	let api: Api;

	beforeAll(async () => {
		sandbox = await startSandbox({ version });
		api = new Api(sandbox.url, { 'X-Api-Key': sandboxUsers.full.apiKey });
	});
	afterAll(async () => await sandbox?.close());

	it('are all compared', () => expect(samples.map(({ type }) => type).filter((type) => !SANDBOX_FIELDS[type])).toEqual([]));

	it.each((samples.length ? samples : [undefined]).map((sample) => [sample?.type, JSON.stringify(sample?.sent), sample] as const))(
		'%s: %s',
		async (...[type = '', , sample]) => {
			if (!sample) return;
			const { sent, status, reason, error, readBack } = sample;
			const answer = await api.send('POST', own, { name: 'sample', [`${SANDBOX_FIELDS[type] ?? ''}${SUFFIXES[type] ?? ''}`]: sent });
			expect({ status: answer.status, reason: answer.headers.get('x-status-reason') }).toEqual({
				status,
				reason: reason === null ? null : translate(reason),
			});
			if (typeof error === 'object' && error) expect(answer.body).toEqual(translated(error));
			if (typeof error === 'string') expect(answer.body === '').toBe(error === '');
			if (!readBack) return;
			const expected = translated(readBack);
			const { id } = answer.body as { id: string };
			const read = await api.get(`${own}/${id}`);
			const actual = Object.fromEntries(Object.keys(expected).map((name) => [name, read[name]]));
			expect(withoutCounter(type, actual)).toEqual(withoutCounter(type, expected));
		},
	);
});
