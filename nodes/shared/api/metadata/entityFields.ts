import { attributesOf, type Attribute } from '../values/fieldTypes';
import { isJsonObject, type JsonObject } from '../values/Json';

/** Definitions by name, without entries that are none. */
export function entriesOf(definitions: JsonObject): Array<[string, JsonObject]> {
	return Object.entries(definitions).filter((entry): entry is [string, JsonObject] => isJsonObject(entry[1]));
}

/** Whether a field or link is only there for EspoCRM itself (10.0 marks such as `utility`, 7.x as `disabled`). */
export function isHidden(definition: JsonObject): boolean {
	return definition.disabled === true || definition.utility === true;
}

/** Each item asks for those of the same definitions, which the metadata keeps. */
const known = new WeakMap<JsonObject, readonly Attribute[]>();

/** All attributes of an entity type. @param fields the fields of its `entityDefs`, which never change */
export function attributesOfFields(fields: JsonObject): readonly Attribute[] {
	const attributes =
		known.get(fields) ?? oncePerName(entriesOf(fields).flatMap(([name, field]) => (isHidden(field) ? [] : attributesOf(name, field))));
	known.set(fields, attributes);
	return attributes;
}

/** Attributes of fields that stand on a link of the record, or beside it. */
export function notStorable(fields: JsonObject): Set<string> {
	const found = entriesOf(fields).filter(([, definition]) => definition.notStorable === true);
	return new Set(found.flatMap(([name, definition]) => attributesOf(name, definition).map((attribute) => attribute.name)));
}

/** Whether it is the day of something that takes a moment or a day, e.g. `dateStartDate`. */
export function isDayAttribute({ name, field, fieldType }: Attribute): boolean {
	return fieldType === 'datetimeOptional' && name !== field;
}

/** Where a field is required, but not all of its attributes, or where an attribute can't be empty at all. */
const NEVER_NEEDED = ['boolean', 'flag', 'object', 'json'];
const OF_SEVERAL = ['personName', 'address'];

/** Whether EspoCRM refuses to clear it. @param definition of the field that it is, or belongs to */
export function isNeeded(attribute: Attribute, definition: JsonObject | undefined): boolean {
	const { name, field, fieldType, kind, options } = attribute;
	if (definition?.required !== true || NEVER_NEEDED.includes(kind) || (OF_SEVERAL.includes(fieldType) && name !== field)) return false;
	if (isDayAttribute(attribute) || options === 'currencies') return false;
	// The end of a meeting counts as required in forms alone; 7.5 does not even say so.
	const { suppressValidationList: unchecked } = definition;
	return !(Array.isArray(unchecked) && unchecked.includes('required')) && !(kind === 'dateTimeOptional' && name === 'dateEnd');
}

/** The attributes that EspoCRM refuses to clear. */
export function neededAttributes(fields: JsonObject): Set<string> {
	const definitionOf = ({ name, field }: Attribute) => [fields[name], fields[field]].find(isJsonObject);
	return new Set(
		attributesOfFields(fields)
			.filter((attribute) => isNeeded(attribute, definitionOf(attribute)))
			.map(({ name }) => name),
	);
}

/** Parts of a compound field (the city of an address, the flags of an e-mail) are fields of their own too; the compound knows their kind better. */
function oncePerName(attributes: Attribute[]): Attribute[] {
	const byName = new Map<string, Attribute>();
	for (const attribute of attributes) {
		const other = byName.get(attribute.name);
		const [own, part = attribute] = attribute.field === attribute.name ? [attribute, other] : [other, attribute];
		const kind = own?.kind === 'enum' ? 'enum' : part.kind;
		byName.set(attribute.name, { ...attribute, ...own, kind, options: own?.options ?? part.options });
	}
	return [...byName.values()];
}
