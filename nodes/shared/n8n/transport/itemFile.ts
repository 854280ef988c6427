import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { NamedBytes } from '../../api/request/Bytes';

/** A multiple of three, so that no part ends within a group of base64. */
const PART_BYTES = 3 * 65_536;

/**
 * A file of an item. Its bytes are read when they are sent, from n8n's store part by part.
 * @param property that holds it
 * @throws NodeOperationError when the item has none
 */
export async function itemFile({ helpers }: IExecuteFunctions, itemIndex: number, property: string): Promise<NamedBytes> {
	const binary = helpers.assertBinaryData(itemIndex, property);
	const { id, fileName = property, mimeType } = binary;
	if (!id) {
		const open = () => Buffer.from(binary.data.replace(/^data:[^,]*,/, ''), 'base64');
		return {
			name: fileName,
			type: mimeType,
			// Not that of the text: it may have line breaks.
			length: open().length,
			open: async function* () {
				yield await Promise.resolve(open());
			},
		};
	}
	return {
		name: fileName,
		type: mimeType,
		length: lengthOf(binary) ?? (await helpers.getBinaryMetadata(id)).fileSize,
		open: async function* () {
			for await (const part of await helpers.getBinaryStream(id, PART_BYTES)) yield part as Uint8Array;
		},
	};
}

/** n8n 1.x does not say it. */
function lengthOf(binary: IBinaryData & { bytes?: unknown }): number | undefined {
	return typeof binary.bytes === 'number' ? binary.bytes : undefined;
}
