import { Writable } from 'node:stream';

import { pipeable } from '../../../../nodes/shared/n8n/transport/pipeable';

interface Pipeable {
	on(event: string, listener: (value?: unknown) => void): Pipeable;
	once(event: string, listener: (value?: unknown) => void): Pipeable;
	pipe(target: NodeJS.WritableStream): NodeJS.WritableStream;
	destroy(): void;
}
const waiting = async () => {
	for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
};

/** Takes one part at a time, and is ready for the next one when told. */
function slowTarget() {
	const taken: string[] = [];
	let ready: () => void = () => undefined;
	const target = new Writable({
		highWaterMark: 1,
		write(part: Buffer, _encoding, done) {
			taken.push(part.toString());
			ready = done;
		},
	});
	return { target, taken, next: () => ready() };
}

function bytes(parts: Array<string | Error>) {
	const opened: string[] = [];
	async function* open() {
		for (const part of parts) {
			await Promise.resolve();
			if (part instanceof Error) throw part;
			opened.push(part);
			yield Buffer.from(part);
		}
	}
	return { body: pipeable(open) as Pipeable, opened };
}

test('parts are read as the connection takes them', async () => {
	const { body, opened } = bytes(['a', 'b', 'c']);
	const { target, taken, next } = slowTarget();
	const ended: string[] = [];
	expect(body.on('end', () => ended.push('on')).once('end', () => ended.push('once'))).toBe(body);
	expect(body.pipe(target)).toBe(target);
	await waiting();
	expect([opened, taken]).toEqual([['a'], ['a']]);
	next();
	await waiting();
	expect([opened, taken]).toEqual([
		['a', 'b'],
		['a', 'b'],
	]);
	next();
	await waiting();
	expect([taken, ended, target.writableEnded]).toEqual([['a', 'b', 'c'], [], false]);
	next();
	await waiting();
	expect([ended, target.writableEnded]).toEqual([['on', 'once'], true]);
	expect(['drain', 'close'].map((event) => target.listenerCount(event))).toEqual([0, 0]);
});

test('nothing more is read once the connection is closed', async () => {
	const { body, opened } = bytes(['a', 'b', 'c']);
	const { target } = slowTarget();
	const told: string[] = [];
	for (const event of ['end', 'error']) body.on(event, () => told.push(event));
	body.pipe(target);
	await waiting();
	target.destroy();
	await waiting();
	expect([opened, told]).toEqual([['a', 'b'], []]);
	expect(['drain', 'close'].map((event) => target.listenerCount(event))).toEqual([0, 0]);
});

test('a target that says nothing of when it is ready is not waited for', async () => {
	const { body, opened } = bytes(['a', 'b']);
	const taken: string[] = [];
	const target = { write: (part: Buffer) => void taken.push(part.toString()), end: () => void taken.push('end') };
	body.pipe(target as unknown as NodeJS.WritableStream);
	await waiting();
	expect([opened, taken]).toEqual([
		['a', 'b'],
		['a', 'b', 'end'],
	]);
});

test('bytes that can’t be read are told, and the request does not end as if it were whole', async () => {
	const { body } = bytes(['a', new Error('lost')]);
	const errors: unknown[] = [];
	body.on('error', (error) => errors.push((error as Error).message));
	const taken: string[] = [];
	const target = new Writable({ write: (part: Buffer, _encoding, done) => (taken.push(part.toString()), done()) });
	body.pipe(target);
	await waiting();
	expect([taken, errors, target.writableEnded]).toEqual([['a'], ['lost'], false]);
});

test('sent again, all comes once more, and only those who listen to this request are told', async () => {
	const { body } = bytes(['a', 'b']);
	const told: string[] = [];
	for (const time of ['first', 'second']) {
		const taken: string[] = [];
		body.on('end', () => told.push(time));
		body.pipe(new Writable({ write: (part: Buffer, _encoding, done) => (taken.push(part.toString()), done()) }));
		await waiting();
		expect(taken).toEqual(['a', 'b']);
	}
	expect(told).toEqual(['first', 'second']);
	expect(() => body.destroy()).not.toThrow();
});
