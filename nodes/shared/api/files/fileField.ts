import { definedFields } from '../metadata/definedFields';
import type { Metadata } from '../metadata/Metadata';
import { InvalidInput } from '../values/InvalidInput';
import type { JsonObject } from '../values/Json';
import type { FilePlace } from './StoredFile';

/** A field for files, and what it takes. */
export interface FileField extends FilePlace {
	/** Whether it holds one file, which the next one replaces. */
	isSingle: boolean;
	isImage?: boolean;
	/** Extensions with a dot, and MIME types; everything where there are none. */
	accept: string[];
	/** In bytes. */
	largest?: number;
}

const TYPES = ['file', 'image', 'attachmentMultiple'];
const MEGABYTE = 1024 * 1024;

/** All fields of an entity type that hold files. @throws InvalidInput for a type without any fields; EspoError */
export async function fileFields(metadata: Pick<Metadata, 'fields'>, entityType: string): Promise<FileField[]> {
	return [...(await definedFields(metadata, entityType))].flatMap(([field, definition]) =>
		isForFiles(definition) ? [fileFieldOf(entityType, field, definition)] : [],
	);
}

/** A field that holds files. @param parameter that names it @throws InvalidInput where it holds none; EspoError */
export async function fileField(metadata: Metadata, entityType: string, field: string, parameter: string): Promise<FileField> {
	const definition = (await definedFields(metadata, entityType)).get(field);
	if (definition && isForFiles(definition)) return fileFieldOf(entityType, field, definition);
	throw new InvalidInput(
		parameter,
		definition
			? `“${field}” of ${entityType} holds no files, but is a field of the type “${String(definition.type)}”`
			: `${entityType} has no field “${field}”, or the authenticated user may not read it`,
		`Choose a field of the type File, Image or Attachment-Multiple in “${parameter}”.`,
	);
}

/** Hidden ones are there for EspoCRM itself. */
function isForFiles({ type, disabled, utility }: JsonObject): boolean {
	return TYPES.includes(String(type)) && disabled !== true && utility !== true;
}

function fileFieldOf(entityType: string, field: string, { type, accept, maxFileSize }: JsonObject): FileField {
	return {
		entityType,
		field,
		isSingle: type !== 'attachmentMultiple',
		...(type === 'image' ? { isImage: true } : {}),
		accept: Array.isArray(accept) ? accept.map(String) : [],
		...(typeof maxFileSize === 'number' && maxFileSize > 0 ? { largest: maxFileSize * MEGABYTE } : {}),
	};
}
