import type { JsonObject } from '../values/Json';

/** A file as EspoCRM keeps it: an attachment. */
export interface StoredFile extends JsonObject {
	id: string;
	name: string;
	/** MIME type; empty where EspoCRM knows none. */
	type: string;
	/** In bytes. */
	size: number;
}

/** What an attachment is for: its field decides where it goes (espocrm-api.md#attachments). */
export interface FilePlace {
	entityType: string;
	field: string;
	/** As a picture within the text of the field. */
	isInline?: boolean;
	/** For what asks which of the two keys named the type. */
	isRelated?: boolean;
}
