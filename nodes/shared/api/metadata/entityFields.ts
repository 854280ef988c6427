import { attributesOf, type Attribute } from '../values/fieldTypes';
import { isJsonObject, type JsonObject } from '../values/Json';

/** Definitions by name, without entries that are none. */
export function entriesOf(definitions: JsonObject): Array<[string, JsonObject]> {
	return Object.entries(definitions).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]));
}

/** Whether a field or link is only there for EspoCRM itself (10.0 marks such as `utility`, 7.x as `disabled`). */
export function isInternal(definition: JsonObject): boolean {
	return definition.disabled === true || definition.utility === true;
}

/** All attributes of an entity type. @param fields the fields of its `entityDefs` */
export function attributesOfFields(fields: JsonObject): Attribute[] {
	return withoutRepeats(entriesOf(fields).flatMap(([name, field]) => (isInternal(field) ? [] : attributesOf(name, field))));
}

/** Attributes of fields that stand on a link of the record, or beside it. */
export function notStorable(fields: JsonObject): Set<string> {
	const found = entriesOf(fields).filter(([, definition]) => definition.notStorable === true);
	return new Set(found.flatMap(([name, definition]) => attributesOf(name, definition).map((attribute) => attribute.name)));
}

/** Parts of a compound field (the city of an address, the flags of an e-mail) are fields of their own too; the compound knows their kind better. */
function withoutRepeats(attributes: Attribute[]): Attribute[] {
	const byName = new Map<string, Attribute>();
	for (const attribute of attributes) {
		const other = byName.get(attribute.name);
		const [own, part = attribute] = attribute.field === attribute.name ? [attribute, other] : [other, attribute];
		const kind = own?.kind === 'enum' ? 'enum' : part.kind;
		byName.set(attribute.name, { ...attribute, ...own, kind, options: own?.options ?? part.options });
	}
	return [...byName.values()];
}
