import type { IDataObject } from 'n8n-workflow';

import { sandboxUsers } from '../../sandbox/espocrm/sandboxUsers';
import { startSandbox, type Sandbox } from '../../sandbox/espocrm/startSandbox';
import { recorded, type Version } from '../recordings/files';
import { Player } from '../recordings/play';
import { writeSample } from '../recordings/recordFields';
import { SUFFIXES, type FieldSample } from '../recordings/samples';
import type { Answer, Recorded } from '../recordings/Step';
import { PREFIX, stories } from '../recordings/stories';
import { Api } from './server/Api';
import { removeRecords } from './server/removeRecords';
import { SANDBOX_FIELDS } from './server/sandboxFields';

/** Replays what was recorded of real servers (`npm run record`) on the sandbox, and compares the answers. */

const VERSIONS: Version[] = ['7.5', '10.0'];
/** Where the sandbox answers otherwise than a real server. Each must still differ, so none outlives its repair. */
const DIFFERS: Record<Version, string[]> = {
	'7.5': [
		'records: a number for a text',
		'records: an amount that is no number',
		'lists: a direction that it has not',
		'stream: post in private',
		'fields: file "ffffffffffffffff0"',
		'fields: image "ffffffffffffffff0"',
	],
	'10.0': ['fields: file "ffffffffffffffff0"', 'fields: image "ffffffffffffffff0"'],
};
/** Differs by what else is on the server, not by how it answers. */
const OF_SERVER = ['{me}', 'createdByName', 'modifiedByName', 'assignedUserName', 'teamsIds', 'teamsNames'];

/** What the sandbox has of the record must be as recorded; it has fewer attributes. Lists and errors are compared whole. */
function expectSame(actual: unknown, expected: unknown, isWhole: boolean, where = 'body'): void {
	if (Array.isArray(expected) && Array.isArray(actual)) {
		expect(`${where}: ${actual.length}`).toBe(`${where}: ${expected.length}`);
		for (const [index, entry] of expected.entries()) expectSame(actual[index], entry, isWhole, `${where}[${index}]`);
	} else if (isObject(expected) && isObject(actual) && !isWhole) {
		for (const [name, value] of Object.entries(expected))
			if (name in actual && !OF_SERVER.includes(name)) expectSame(actual[name], value, isWhole, `${where}.${name}`);
	} else expect({ [where]: actual }).toEqual({ [where]: expected });
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function headOf({ status, reason, contentType, dialog }: Answer): Answer {
	return { status, reason, contentType: contentType?.toLowerCase().replace(/; /g, ';'), dialog };
}

describe.each(VERSIONS)('answers of a real %s', (version) => {
	const { full, poor, hmac, regular } = sandboxUsers;
	const testOf = (title: string) => (DIFFERS[version].includes(title) ? test.failing : test);
	let sandbox: Sandbox;
	beforeAll(async () => void (sandbox = await startSandbox({ version })));
	afterAll(async () => await sandbox.close());

	describe.each(Object.keys(stories))('%s', (story) => {
		const steps = recorded<Recorded>(version, story);
		let player: Player;
		beforeAll(() => {
			const { url } = sandbox;
			sandbox.forgetDeniedLogins();
			player = new Player(
				{ url, apiKey: full.apiKey, poor: poor.apiKey, hmac, person: { username: regular.userName, password: regular.password } },
				{ me: full.id },
			);
		});

		afterAll(async () => await removeRecords(new Api(sandbox.url, { 'X-Api-Key': full.apiKey }), PREFIX));

		test('is recorded as it is written', () => {
			expect(steps.map(({ request }) => request)).toEqual(JSON.parse(JSON.stringify(stories[story])));
		});

		for (const { request, answer } of steps)
			testOf(`${story}: ${request.name}`)(request.name, async () => {
				const actual = await player.play(request);
				expect(headOf(actual)).toEqual(headOf(answer));
				expectSame(actual.body, answer.body, answer.status >= 400 && answer.status !== 409);
			});
	});

	describe('fields', () => {
		const entityType = version === '10.0' ? 'CSpecimen' : 'Specimen';
		const samples = recorded<FieldSample[]>(version, 'fields');
		/** What counts up is compared by its form. */
		const comparable = (type: string, value: object): unknown =>
			type === 'number' || type === 'autoincrement'
				? JSON.stringify(value)
						.replace(/"[A-Z]+-/g, '"')
						.replace(/\d+/g, 'n')
				: value;

		for (const { sent, ...expected } of samples)
			testOf(`fields: ${expected.type} ${JSON.stringify(sent)}`)(`${expected.type} ${JSON.stringify(sent)}`, async () => {
				const { type } = expected;
				const api = new Api(sandbox.url, { 'X-Api-Key': full.apiKey });
				const actual = await writeSample(api, entityType, { field: SANDBOX_FIELDS[type] ?? '', suffix: SUFFIXES[type] ?? '', sent });
				expect(comparable(type, { type, ...actual })).toEqual(comparable(type, expected));
			});
	});
});
