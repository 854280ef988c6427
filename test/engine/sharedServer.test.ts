import { PollingWorkflow } from '../harness/PollingWorkflow';
import { byKey } from './server/credential';
import { startStream, type StreamServer } from './server/startStream';

jest.setTimeout(30_000);

let stream: StreamServer;
let serial = 0;
beforeEach(async () => (stream = await startStream({ delayMs: 20 })));
afterEach(async () => await stream.close());

const TRIGGERS = 5;

/** Triggers of one process on the same server and user, and how many of their requests were under way at once. */
async function activated() {
	const credentials = byKey(stream.server.url);
	const run = ++serial;
	const workflows = Array.from(
		{ length: TRIGGERS },
		(_, index) => new PollingWorkflow({ credentials, parameters: { source: 'everything' }, id: `shared${run}-${index}` }),
	);
	stream.write();
	for (const workflow of workflows) await workflow.activate();
	return workflows;
}

/** A request is under way from its coming to its answer, which takes the server's delay. */
function mostAtOnce(received: Array<{ at: number }>, tookMs: number): number {
	return Math.max(...received.map(({ at }) => received.filter((other) => other.at <= at && at < other.at + tookMs).length));
}

it('polls of the stream of everything take turns, and each tells its event', async () => {
	const workflows = await activated();
	stream.write();
	const times: Array<{ at: number }> = [];
	stream.fault = () => void times.push({ at: performance.now() });
	const found = await Promise.all(workflows.map(async (workflow) => await workflow.poll()));
	expect(found.map((items) => items?.map(({ id }) => id))).toEqual(Array.from({ length: TRIGGERS }, () => ['n2']));
	expect(times).toHaveLength(TRIGGERS);
	expect(mostAtOnce(times, 15)).toBe(1);
});

it('when one gets no answer, those that waited for it fail with it and send nothing, and the next polls tell all', async () => {
	const workflows = await activated();
	stream.write();
	let sent = 0;
	stream.fault = () => (sent++, { cutAfter: 0 });
	const ended = await Promise.allSettled(workflows.map(async (workflow) => await workflow.poll()));
	expect(ended.map(({ status }) => status)).toEqual(Array.from({ length: TRIGGERS }, () => 'rejected'));
	// The one whose turn it was, and its repetition.
	expect(sent).toBe(2);
	stream.fault = undefined;
	for (const workflow of workflows) expect((await workflow.poll())?.map(({ id }) => id)).toEqual(['n2']);
});
