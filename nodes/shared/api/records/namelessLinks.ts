import type { Metadata } from '../metadata/Metadata';
import type { JsonObject } from '../values/Json';
import { linkName } from '../values/linkName';

export interface NamelessLinks {
	/** Attributes with the ID of a record that EspoCRM knows no name of. */
	unknownRecords: string[];
	/** Attributes with the ID of a record whose entity type is not stored beside it. */
	withoutType: string[];
}

/** Attributes with the ID of a record that has no name. @param record as it is stored, with the names of its links */
export async function namelessLinks(metadata: Metadata, entityType: string, sent: JsonObject, record: JsonObject): Promise<NamelessLinks> {
	const nameless = Object.keys(sent).filter((name) => isUnknownRecord(name, sent, record));
	// A link with an option field of such a name beside it is no parent.
	const fields = nameless.length ? await metadata.knownFields(entityType) : new Set<string>();
	const hasNoType = (name: string) => record[typeOf(name)] === null && !fields.has(typeOf(name));
	return { unknownRecords: nameless.filter((name) => !hasNoType(name)), withoutType: nameless.filter(hasNoType) };
}

/** 7.x keeps the ID of a record that does not exist; its name is empty then. */
function isUnknownRecord(name: string, sent: JsonObject, record: JsonObject): boolean {
	const value = sent[name];
	return name.endsWith('Id') && typeof value === 'string' && value !== '' && record[name] === value && record[linkName(name)] === null;
}

function typeOf(name: string): string {
	return name.replace(/Id$/, 'Type');
}
