import type { Bytes } from './Bytes';

/** Bytes that are in memory, to be sent. */
export function heldBytes(bytes: Uint8Array): Required<Pick<Bytes, 'length' | 'open'>> {
	return {
		length: bytes.length,
		open: async function* () {
			yield await Promise.resolve(bytes);
		},
	};
}
