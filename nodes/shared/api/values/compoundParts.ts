import { attributesOf } from './fieldTypes';

/** Types of fields that consist of several attributes, and of none by their own name. */
const COMPOUNDS = ['address', 'personName', 'rangeInt'];

/** The attributes that a field consists of, where EspoCRM stores nothing under its own name; none for other fields. @param writable the attributes of the entity type */
export function compoundParts(field: string, writable: readonly string[]): string[] {
	const known = new Set(writable);
	if (known.has(field)) return [];
	const parts = COMPOUNDS.map((type) => attributesOf(field, { type }).flatMap(({ name, readOnly }) => (readOnly ? [] : [name])));
	return parts.find((names) => names.every((name) => known.has(name))) ?? [];
}
