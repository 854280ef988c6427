import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/runNode';
import { byKey } from './server/credential';
import { stream as streamOf } from './server/parameters';
import { startStream, type StreamServer } from './server/startStream';

jest.setTimeout(30_000);

let stream: StreamServer;
beforeEach(async () => (stream = await startStream()));
afterEach(async () => await stream.close());

const write = (count: number) => Array.from({ length: count }, () => stream.write().id).reverse();
const list = async (source: string, more: INodeParameters) =>
	await runNode({ credentials: byKey(stream.server.url), parameters: streamOf('getAll', { source, ...more }) });
const ids = async (source: string, more: INodeParameters) => (await list(source, more)).json.map(({ id }) => id);

describe.each(['everything', 'myStream'])('%s', (source) => {
	it.each([{}, { limit: 50 }, { limit: 10 }, { counts: true }])('gives all notes once, newest first (%j)', async (quirks) => {
		stream.quirks = quirks;
		const written = write(617);
		expect(await ids(source, { returnAll: true })).toEqual(written);
		expect(await ids(source, { limit: 250 })).toEqual(written.slice(0, 250));
		expect(await ids(source, { limit: 1 })).toEqual(written.slice(0, 1));
	});

	it.each([{ ignoresWhere: true }, { ignoresWhere: true, counts: true }])(
		'neither repeats nor loops where conditions are ignored (%j)',
		async (quirks) => {
			stream.quirks = quirks;
			const written = write(617);
			expect(await ids(source, { limit: 150 })).toEqual(written.slice(0, 150));
			expect((await list(source, { returnAll: true })).error?.message).toMatch(/set a lower limit/);
			expect(stream.server.requests.length).toBeLessThan(5);
		},
	);

	it('gives nothing where there is nothing', async () => expect(await ids(source, { returnAll: true })).toEqual([]));
});

it('reads on when the stream of everything says "no more" too early', async () => {
	const written = write(1_700);
	stream.fault = ({ url }) => {
		const bounded = decodeURIComponent(url).includes('greaterThan');
		return bounded ? undefined : { body: { total: -2, list: stream.notes.slice(-5).reverse() } };
	};
	expect(await ids('everything', { returnAll: true })).toEqual(written);
	expect(await ids('everything', { limit: 600 })).toEqual(written.slice(0, 600));
});

it('says beside the output that the search ended early', async () => {
	for (let number = 20_000; number < 20_005; number++) stream.write({ number });
	stream.fault = ({ url }) => (decodeURIComponent(url).includes('greaterThan') ? { body: { total: -2, list: [] } } : undefined);
	const { json, hints } = await list('everything', { limit: 50 });
	expect(json.map(({ number }) => number)).toEqual([20_004, 20_003, 20_002, 20_001, 20_000]);
	expect(hints).toEqual([
		expect.objectContaining({
			message: expect.stringMatching(/ended before the whole stream was searched \(found: 5 of 50\).*“Events”/) as unknown,
		}),
	]);
	expect((await list('everything', { limit: 5 })).hints).toEqual([]);
});
