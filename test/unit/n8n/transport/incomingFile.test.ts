import { PassThrough, Readable } from 'node:stream';

import { NoResponse } from '../../../../nodes/shared/api/request/Send';
import { incomingFile, isStream, wholeText, type Expected, type Source } from '../../../../nodes/shared/n8n/transport/incomingFile';

/** Longer than any test takes. */
const PATIENT = 60_000;

function streamOf(parts: Array<string | Error>): Readable {
	return Readable.from(
		(async function* () {
			for (const part of parts) {
				await Promise.resolve();
				if (part instanceof Error) throw part;
				yield Buffer.from(part, 'latin1');
			}
		})(),
	);
}

async function read(source: Source, expected: Partial<Expected> = {}) {
	let text = '';
	try {
		for await (const part of incomingFile(source, { idleMs: PATIENT, ...expected })) text += Buffer.from(part).toString('latin1');
	} catch (error) {
		return { text, error: error as NoResponse };
	}
	return { text };
}

test.each<[title: string, parts: string[], expected: Partial<Expected>, message: string | undefined]>([
	['any', ['ab', 'c'], {}, undefined],
	['nothing', [], {}, undefined],
	['as long as announced', ['ab', 'c'], { length: 3 }, undefined],
	['longer, as what comes compressed', ['ab', 'c'], { length: 2 }, undefined],
	['shorter', ['ab', 'c'], { length: 4 }, 'the file ends after 3 of 4 bytes'],
	['nothing of what was announced', [], { length: 4 }, 'the file ends after 0 of 4 bytes'],
	['with its end', ['a%%', 'EOF\n'], { end: '%%EOF' }, undefined],
	['with its end a kilobyte before the last byte', ['%%EOF', ' '.repeat(1019)], { end: '%%EOF' }, undefined],
	['with its end too far from the last byte', ['%%EOF', ' '.repeat(1020)], { end: '%%EOF' }, 'the file ends too early, after 1025 bytes'],
	['with its end at the end of a large part', [`${' '.repeat(5000)}%%EOF`], { end: '%%EOF' }, undefined],
	['without its end', ['abc'], { end: '%%EOF', length: 9 }, 'the file ends too early, after 3 bytes'],
])('a file: %s', async (_title, parts, expected, message) => {
	const { text, error } = await read(streamOf(parts), expected);
	expect(text).toBe(parts.join(''));
	expect(error?.message).toBe(message);
	if (message) expect(error).toMatchObject({ name: 'NoResponse', code: 'ECONNRESET' });
});

test.each<[failure: Error, code: string]>([
	[Object.assign(new Error('aborted'), { code: 'ECONNABORTED' }), 'ECONNABORTED'],
	[Object.assign(new Error('aborted'), { code: 5 }), 'ECONNRESET'],
	[new NoResponse('known', 'EOTHER'), 'EOTHER'],
])('a connection that breaks is no answer: %j', async (failure, code) => {
	const source = streamOf(['ab', failure]);
	const { text, error } = await read(source);
	expect(text).toBe('ab');
	expect(error).toBeInstanceOf(NoResponse);
	expect(error).toMatchObject({ message: failure.message, code });
});

test('a transfer that stands still is given up, and the connection with it', async () => {
	const source = new PassThrough();
	source.write('ab');
	const { text, error } = await read(source, { idleMs: 5 });
	expect([text, error?.message, error?.code]).toEqual(['ab', 'the transfer of the file stalled', 'ETIMEDOUT']);
	expect(source.destroyed).toBe(true);
});

describe('a transfer that drips', () => {
	afterEach(() => void jest.restoreAllMocks());

	test.each<[afterMs: number, message: string | undefined]>([
		// Two bytes give two milliseconds more.
		[PATIENT + 2, undefined],
		[PATIENT + 3, 'the file came too slowly'],
	])('is given up where it is slower than a byte in a millisecond: %d ms', async (afterMs, message) => {
		const times = [1000];
		jest.spyOn(Date, 'now').mockImplementation(() => times.shift() ?? 1000 + afterMs);
		const { error } = await read(streamOf(['ab']));
		expect(error?.message).toBe(message);
		if (message) expect(error?.code).toBe('ETIMEDOUT');
	});
});

/** A stream of which is told whether it was given up. */
class Watched {
	static from = (parts: AsyncIterable<Uint8Array>) => parts;
	isGivenUp = false;
	async *[Symbol.asyncIterator]() {
		for (const part of ['a', 'b']) yield await Promise.resolve(Buffer.from(part));
	}
	destroy() {
		this.isGivenUp = true;
	}
}

test.each<[title: string, most: number, isGivenUp: boolean]>([
	['all was read', 2, false],
	['nobody reads on', 1, true],
])('where %s, the connection is given up: %s', async (_title, most, isGivenUp) => {
	const source = new Watched();
	let count = 0;
	for await (const part of incomingFile(source, { idleMs: PATIENT })) {
		expect(part).toHaveLength(1);
		if (++count === most && isGivenUp) break;
	}
	expect([count, source.isGivenUp]).toEqual([most, isGivenUp]);
});

test.each<[parts: string[], length: number]>([
	[['No', ' way'], 6],
	[[], 0],
	// The part with which it becomes too long is the last one.
	[['x'.repeat(1_000_000), 'y', 'z'], 1_000_001],
])('the text of a refusal has an end', async (parts, length) => {
	const text = await wholeText(streamOf(parts), PATIENT);
	expect(text).toHaveLength(length);
	expect(parts.join('').startsWith(text)).toBe(true);
});

test('characters in two parts are one', async () => {
	const bytes = Buffer.from('ü');
	expect(await wholeText(Readable.from([bytes.subarray(0, 1), bytes.subarray(1)]), PATIENT)).toBe('ü');
});

test.each<[body: unknown, isOne: boolean]>([
	[Readable.from([]), true],
	['text', false],
	[null, false],
	[undefined, false],
	[{}, false],
])('a stream: %p', (body, isOne) => expect(isStream(body)).toBe(isOne));
