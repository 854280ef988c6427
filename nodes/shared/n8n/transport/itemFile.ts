import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { typeOfName } from '../../api/files/typeOfName';
import type { NamedBytes } from '../../api/request/Bytes';
import { asError } from '../../api/values/asError';
import { InvalidInput } from '../../api/values/InvalidInput';

/** A multiple of three, so that no part ends within a group of base64. */
const PART_BYTES = 3 * 65_536;

/**
 * A file of an item. Its bytes are read when they are sent, from n8n's store part by part.
 * @param property that holds it
 * @param parameter that named it
 * @throws InvalidInput when the item has none, or n8n's store has it no more; the latter also while it is read
 */
export async function itemFile(context: IExecuteFunctions, itemIndex: number, property: string, parameter: string): Promise<NamedBytes> {
	const { helpers } = context;
	const binary = binaryOf(context, itemIndex, property, parameter);
	const { id, fileExtension } = binary;
	const name = given(binary.fileName) ?? (fileExtension ? `${property}.${fileExtension}` : property);
	const named = { name, type: given(binary.mimeType) ?? typeOfName(name) ?? UNKNOWN, origin: `“${property}”` };
	if (!id) return { ...named, ...inMemory(binary.data.replace(/^data:[^,]*,/, '')) };
	return {
		...named,
		length: lengthOf(binary) ?? (await helpers.getBinaryMetadata(id).catch((error) => unreadable(error, property, parameter))).fileSize,
		open: async function* () {
			try {
				for await (const part of await helpers.getBinaryStream(id, PART_BYTES)) yield part as Uint8Array;
			} catch (error) {
				unreadable(error, property, parameter);
			}
		},
	};
}

const UNKNOWN = 'application/octet-stream';

function given(text: unknown): string | undefined {
	return typeof text === 'string' && text.trim() ? text : undefined;
}

function binaryOf(context: IExecuteFunctions, itemIndex: number, property: string, parameter: string): IBinaryData {
	// n8n itself overlooks it in workflows with its execution logic “v2” where it keeps files in memory.
	const beside = context.getInputData()[itemIndex]?.binary?.[property];
	if (isFile(beside)) return beside;
	return (
		found(context, itemIndex, property) ??
		found(context, itemIndex, withinData(property)) ??
		missing(fileProperties(context, itemIndex), property, parameter)
	);
}

function isFile(binary: Partial<IBinaryData> | null | undefined): binary is IBinaryData {
	return Boolean(binary?.id) || typeof binary?.data === 'string';
}

/** Where n8n keeps files in workflows with its execution logic “v2”, in all modes but memory. */
const WITHIN_DATA = '_files';

/** As n8n looks for it there. In other workflows it takes that for a name, so what the data of an item only claims to be is no file. */
function withinData(property: string): string {
	return `${WITHIN_DATA}[${JSON.stringify(property)}]`;
}

function found(context: IExecuteFunctions, itemIndex: number, place: string): IBinaryData | undefined {
	try {
		const binary = context.helpers.assertBinaryData(itemIndex, place);
		return isFile(binary) ? binary : undefined;
	} catch {
		return undefined;
	}
}

function unreadable(error: unknown, property: string, parameter: string): never {
	throw new InvalidInput(
		parameter,
		`n8n can't read the file in “${property}”: ${asError(error).message}`,
		'Its store may have lost it, e.g. with the execution that made it. Run the node that gives the file again.',
	);
}

function missing(names: string[], property: string, parameter: string): never {
	throw new InvalidInput(
		parameter,
		`The item has no file in “${property}”, which “${parameter}” names`,
		names.length
			? `It has ${names.map((name) => `“${name}”`).join(', ')}.`
			: 'It has no files at all. A file comes from a node such as Read/Write Files from Disk, or from a form.',
	);
}

/** The names under which an item has files. */
export function fileProperties(context: IExecuteFunctions, itemIndex: number): string[] {
	const { json, binary } = context.getInputData()[itemIndex] ?? {};
	const names = Object.keys(json?.[WITHIN_DATA] ?? {});
	return [...Object.keys(binary ?? {}), ...names.filter((name) => found(context, itemIndex, withinData(name)))];
}

/** Of base64, which is not copied as a whole where it has no line breaks. */
function inMemory(base64: string): Pick<NamedBytes, 'length' | 'open'> {
	const isPlain = !['\n', '\r', ' ', '\t'].some((blank) => base64.includes(blank));
	const text = isPlain ? base64 : Buffer.from(base64, 'base64').toString('base64');
	const partLength = (PART_BYTES / 3) * 4;
	return {
		length: Buffer.byteLength(text, 'base64'),
		open: async function* () {
			for (let start = 0; start < text.length; start += partLength) {
				yield await Promise.resolve(Buffer.from(text.slice(start, start + partLength), 'base64'));
			}
		},
	};
}

/** n8n 1.x does not say it. */
function lengthOf(binary: IBinaryData & { bytes?: unknown }): number | undefined {
	return typeof binary.bytes === 'number' ? binary.bytes : undefined;
}
