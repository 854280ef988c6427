import { Readable } from 'node:stream';

import type { HttpRequest } from '../../../../nodes/shared/api/request/Send';
import { sending } from '../../model/sending';
import { type HelperAnswer } from '../../model/sendingContext';

const FILE = { 'Content-Disposition': 'attachment', 'Content-Type': 'application/pdf' };

describe('the bytes of an answer', () => {
	const stream = (text: string) => Readable.from([Buffer.from(text)]);
	const received = async (answer: HelperAnswer, request: Partial<HttpRequest> = {}) => {
		const { chunks, body } = (await sending([answer]).outcome({ wantsBytes: true, ...request })) as {
			chunks?: AsyncIterable<Uint8Array>;
			body?: unknown;
		};
		if (!chunks) return { body };
		try {
			const parts: Uint8Array[] = [];
			for await (const part of chunks) parts.push(part);
			return { file: Buffer.concat(parts).toString(), body };
		} catch (error) {
			return { broken: (error as Error).message };
		}
	};

	test.each<[title: string, answer: HelperAnswer, request: Partial<HttpRequest>, result: object]>([
		['a file', { statusCode: 200, headers: FILE, body: stream('abc') }, {}, { file: 'abc', body: '' }],
		[
			'a file of the wanted type',
			{ statusCode: 200, headers: FILE, body: stream('abc') },
			{ fileType: 'application/pdf' },
			{ file: 'abc' },
		],
		['another type', { statusCode: 200, headers: FILE, body: stream('abc') }, { fileType: 'image/' }, { body: 'abc' }],
		[
			'no type where one is wanted',
			{ statusCode: 200, headers: { 'Content-Disposition': 'x' }, body: stream('abc') },
			{ fileType: 'image/' },
			{ body: 'abc' },
		],
		['text without a name', { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: stream('abc') }, {}, { body: 'abc' }],
		['a refusal', { statusCode: 404, headers: FILE, body: stream('{"a":1}') }, {}, { body: { a: 1 } }],
		['a redirect', { statusCode: 300, headers: FILE, body: stream('moved') }, {}, { body: 'moved' }],
		['a status below those of success', { statusCode: 199, headers: FILE, body: stream('odd') }, {}, { body: 'odd' }],
		['as long as announced', { statusCode: 200, headers: { ...FILE, 'Content-Length': '3' }, body: stream('abc') }, {}, { file: 'abc' }],
		[
			'shorter than announced',
			{ statusCode: 200, headers: { ...FILE, 'Content-Length': '4' }, body: stream('abc') },
			{},
			{ broken: 'the file ends after 3 of 4 bytes' },
		],
		[
			'shorter than known',
			{ statusCode: 200, headers: FILE, body: stream('abc') },
			{ length: 5 },
			{ broken: 'the file ends after 3 of 5 bytes' },
		],
		[
			'announced shorter than known',
			{ statusCode: 200, headers: { ...FILE, 'Content-Length': '3' }, body: stream('abc') },
			{ length: 5 },
			{ broken: 'the file ends after 3 of 5 bytes' },
		],
		[
			'announced longer than known',
			{ statusCode: 200, headers: { ...FILE, 'Content-Length': '4' }, body: stream('abc') },
			{ length: 3 },
			{ broken: 'the file ends after 3 of 4 bytes' },
		],
		[
			'without its end',
			{ statusCode: 200, headers: FILE, body: stream('abc') },
			{ fileEnd: 'EOF' },
			{ broken: 'the file ends too early, after 3 bytes' },
		],
	])('%s', async (_title, answer, request, result) => expect(await received(answer, request)).toMatchObject(result));

	test('a file has its own headers', async () => {
		const { outcome } = sending([{ statusCode: 200, headers: FILE, body: stream('abc') }]);
		expect(await outcome({ wantsBytes: true })).toMatchObject({ status: 200, headers: { 'content-type': 'application/pdf' } });
	});
});
