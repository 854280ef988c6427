import { access } from '../access/access';
import type { Call } from '../http/Call';
import { isObject, type Json, type JsonObject } from '../Json';
import type { EntityType } from '../schema/EntityType';

const humanize = (name: string) => name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/^C(?=[A-Z])/, '').replace(/^./, (letter) => letter.toUpperCase());
const each = <T>(record: Record<string, T>, map: (value: T, name: string) => Json): JsonObject => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
const plain = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json;

/** How the attributes of a field are named, as far as the types of this sandbox go. */
const fieldTypes: JsonObject = {
	link: { actualFields: ['id'], notActualFields: ['name'] }, linkMultiple: { actualFields: ['ids'], notActualFields: ['names'] },
	linkParent: { actualFields: ['id', 'type'], notActualFields: ['name'] }, file: { actualFields: ['id'], notActualFields: ['name'] },
	currency: { actualFields: ['currency', ''], notActualFields: ['converted'] }, email: { actualFields: ['isOptedOut', 'isInvalid', '', 'data'], notActualFields: [] },
	phone: { actualFields: ['isOptedOut', 'isInvalid', '', 'data'], notActualFields: [] }, address: { actualFields: ['street', 'city', 'state', 'country', 'postalCode'] },
	personName: { actualFields: ['salutation', 'first', 'last', 'middle'], notActualFields: [''], naming: 'prefix' },
	...Object.fromEntries(['varchar', 'text', 'url', 'enum', 'int', 'float', 'bool', 'date', 'datetime', 'multiEnum', 'array', 'autoincrement'].map((type) => [type, {}])),
	datetimeOptional: { actualFields: ['', 'date'], notActualFields: [] }, currencyConverted: {}, foreign: {},
};

function readable(call: Call): Record<string, EntityType> {
	return Object.fromEntries(Object.entries(call.espo.schema).filter(([name]) => name === 'Note' || access.can(call, name, 'read')));
}

function document(call: Call): JsonObject {
	const types = readable(call);
	const scope = (type: EntityType): Json => plain({
		entity: true, object: type.object || undefined, stream: type.stream, acl: true, tab: type.object, customizable: true, isCustom: type.custom || undefined,
		module: type.custom ? 'Custom' : 'Crm', statusField: type.statusField, duplicateCheckFieldList: type.duplicateCheck,
	});
	return {
		fields: fieldTypes,
		scopes: { ...each(types, scope), GlobalStream: { entity: false, acl: 'boolean' }, Webhook: { entity: true, acl: 'boolean' } },
		entityDefs: each(types, (type) => plain({
			fields: each(type.fields, (defs, name) => (type.forbidden.includes(name) ? null : plain(defs))), links: type.links,
			collection: { orderBy: type.order[0], order: type.order[1], textFilterFields: type.textFilterFields }, optimisticConcurrencyControl: type.versioned || undefined,
		})),
		clientDefs: each(types, (type) => ({ filterList: Object.keys(type.primaryFilters), boolFilterList: type.fields.assignedUser ? ['onlyMy'] : [] })),
		streamDefs: {},
	};
}

export function metadata(call: Call): Json | undefined {
	const { key } = call.query;
	// 7.x has no keys and sends everything.
	if (typeof key !== 'string' || !call.espo.version10) return document(call);
	return key.split('.').reduce<Json | undefined>((tree, part) => (isObject(tree) ? tree[part] : undefined), document(call));
}

export function labels(call: Call): Json {
	const types = readable(call);
	const own = each(types, (type) => ({
		fields: each(type.fields, (_defs, name) => humanize(name)), links: each(type.links, (_defs, name) => humanize(name)),
		options: each(Object.fromEntries(Object.entries(type.fields).filter(([, { options }]) => options)), ({ options = [] }) => Object.fromEntries(options.map((option) => [option, option]))),
		presetFilters: each(type.primaryFilters, (_items, name) => humanize(name)),
	}));
	const messages = {
		validationFailure: 'The field {field} broke the rule {type}.', cannotRelateNonExisting: 'The linked {foreignEntityType} record is not there.',
		cannotRelateForbidden: 'No access to the linked {foreignEntityType} record.', cannotLinkAlreadyLinked: 'The record belongs to another one already.',
	};
	const shared = { fields: { name: 'Name', createdAt: 'Created At', modifiedAt: 'Modified At', assignedUser: 'Assigned User', teams: 'Teams' }, links: { teams: 'Teams', assignedUser: 'Assigned User' } };
	const names = (plural: boolean) => each(types, (_type, name) => (plural ? `${humanize(name)}s`.replace(/ys$/, 'ies') : humanize(name)));
	return { ...own, Global: { scopeNames: names(false), scopeNamesPlural: names(true), ...shared, options: {}, presetFilters: {}, boolFilters: { onlyMy: 'Only My', followed: 'Followed' }, messages } };
}
