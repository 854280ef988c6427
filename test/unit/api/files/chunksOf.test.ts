import fc from 'fast-check';

import { chunksOf } from '../../../../nodes/shared/api/files/chunksOf';

async function* sourceOf(parts: Uint8Array[]): AsyncIterable<Uint8Array> {
	for (const part of parts) yield await Promise.resolve(part);
}

it('gives the same bytes in pieces of the size, of which only the last may be shorter', async () => {
	const parts = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
	await fc.assert(
		fc.asyncProperty(parts, fc.integer({ min: 1, max: 50 }), async (given, size) => {
			const pieces: Buffer[] = [];
			for await (const piece of chunksOf(sourceOf(given), size)) pieces.push(piece);
			expect(Buffer.concat(pieces)).toEqual(Buffer.concat(given));
			const whole = Buffer.concat(given).length;
			expect(pieces.map(({ length }) => length)).toEqual(
				Array.from({ length: Math.ceil(whole / size) }, (_, index) => Math.min(size, whole - index * size)),
			);
		}),
	);
});

it('throws what the source throws, after the whole pieces before', async () => {
	const pieces: Buffer[] = [];
	const broken = async function* () {
		yield await Promise.resolve(Buffer.from('abcde'));
		throw new Error('The file is gone');
	};
	const read = async () => {
		for await (const piece of chunksOf(broken(), 2)) pieces.push(piece);
	};
	await expect(read()).rejects.toThrow('The file is gone');
	expect(pieces.map(String)).toEqual(['ab', 'cd']);
});
