import type { RequestContext } from '../../../../nodes/shared/n8n/transport/RequestContext';
import { withDeadline } from '../../../../nodes/shared/n8n/transport/withDeadline';

/** Longer than any test takes. */
const PATIENT = 60_000;
const contextOf = (signal?: AbortSignal) => ({ getExecutionCancelSignal: () => signal, name: 'own' }) as unknown as RequestContext;
const signalOf = (context: RequestContext) =>
	(context as unknown as { getExecutionCancelSignal(): AbortSignal }).getExecutionCancelSignal();
/** Tells the signal that the request is given, and never answers. */
const silent = (told: (signal: AbortSignal) => void) => async (context: RequestContext) => {
	told(signalOf(context));
	return await new Promise<never>(() => undefined);
};

test('what comes in time is the result, of a request that knows the rest of its context', async () => {
	const result = await withDeadline(contextOf(), PATIENT, async (context) => await Promise.resolve(context as unknown as { name: string }));
	expect(result.name).toBe('own');
});

test('a failure stays what it is', async () => {
	const failure = new Error('x');
	await expect(withDeadline(contextOf(), PATIENT, async () => await Promise.reject(failure))).rejects.toBe(failure);
});

test.each([
	[20_000, 'the answer was not complete after 20 seconds'],
	[1_500, 'the answer was not complete after 2 seconds'],
])(
	'what is not there after %d ms, and the time in which n8n says it itself, is no answer, and n8n is told to give up',
	async (ms, message) => {
		const limit = new AbortController();
		const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
		let signal: AbortSignal | undefined;
		const request = withDeadline(
			contextOf(),
			ms,
			silent((given) => (signal = given)),
		);
		expect(timeout).toHaveBeenCalledWith(ms + 250);
		timeout.mockRestore();
		expect(signal?.aborted).toBe(false);
		limit.abort();
		await expect(request).rejects.toMatchObject({ name: 'NoResponse', code: 'ETIMEDOUT', message });
		expect(signal?.aborted).toBe(true);
	},
);

test('what came in time is not given up later', async () => {
	const limit = new AbortController();
	const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
	const signal = await withDeadline(contextOf(), PATIENT, async (context) => await Promise.resolve(signalOf(context)));
	timeout.mockRestore();
	limit.abort();
	expect(signal.aborted).toBe(false);
});

describe('an execution that is cancelled', () => {
	test('beforehand', async () => {
		const aborted = await withDeadline(
			contextOf(AbortSignal.abort()),
			PATIENT,
			async (context) => await Promise.resolve(signalOf(context).aborted),
		);
		expect(aborted).toBe(true);
	});

	test('meanwhile, and not afterwards', async () => {
		const cancelling = new AbortController();
		const seen: boolean[] = [];
		let signal: AbortSignal | undefined;
		await withDeadline(contextOf(cancelling.signal), PATIENT, async (context) => {
			signal = signalOf(context);
			seen.push(signal.aborted);
			await Promise.resolve();
		});
		cancelling.abort();
		expect([seen, signal?.aborted]).toEqual([[false], false]);
		const other = new AbortController();
		await withDeadline(contextOf(other.signal), PATIENT, async (context) => {
			other.abort();
			seen.push(signalOf(context).aborted);
			await Promise.resolve();
		});
		expect(seen).toEqual([false, true]);
	});
});
