import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { access, type Call } from '../access';
import { each, isObject, type Json, type JsonObject } from '../Json';
import { withCustomNames } from '../schema/buildSchema';
import { partsOf } from '../schema/fieldDefs';
import type { EntityType } from '../schema/schema';

const humanize = (name: string) =>
	name
		.replace(/^[cC](?=[A-Z])/, '')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.replace(/^./, (letter) => letter.toUpperCase());

const read = (language: string, version10: boolean): JsonObject =>
	JSON.parse(withCustomNames(readFileSync(join(__dirname, `${language}.json`), 'utf8'), version10)) as JsonObject;

/** What stands above is kept where the layer says nothing, and goes where it says null; the layer adds nothing new. */
const overlay = (base: JsonObject, layer: Json | undefined): JsonObject =>
	each(base, (value, name) => {
		const other = isObject(layer) ? layer[name] : undefined;
		if (isObject(value)) return overlay(value, other);
		return other === null ? undefined : (other ?? value);
	});

export const readable = (call: Call): Record<string, EntityType> =>
	Object.fromEntries(
		Object.entries(call.espo.schema).filter(([name]) => name === 'Note' || (name !== 'Webhook' && access.can(call, name, 'read'))),
	);

/** "Value (Currency)", but "Billing Address Street". */
function fieldLabels({ fields }: EntityType, version10: boolean, own: JsonObject): JsonObject {
	const labels: Record<string, Json> = each(fields, (_defs, name) => own[name] ?? humanize(name));
	for (const [name, defs] of Object.entries(fields))
		for (const part of Object.keys(partsOf(name, defs, version10))) {
			const added = humanize(part.replace(name, ''));
			if (part.startsWith(name)) labels[part] = `${String(labels[name])} ${/^(Currency|Converted)$/.test(added) ? `(${added})` : added}`;
		}
	return labels;
}

/** Labels in the user's language, or the one asked for; what is not translated comes in English. */
export function labels(call: Call): Json {
	const { version10 } = call.espo;
	const types = readable(call);
	const english = read('en_US', version10);
	const { fields: common = {}, links: commonLinks = {} } = english.Global as Record<string, JsonObject>;
	const humanized = (record: Record<string, unknown>) => each(record, (_value, name) => humanize(name));
	const own = each(types, (type, name) => {
		const hidden = access.forbidden(call, name, 'read').fields;
		const given = (english[name] as { fields?: JsonObject } | undefined)?.fields ?? {};
		const shown = (record: JsonObject) => each(record, (value, field) => (hidden.has(field) ? undefined : value));
		return {
			// What has a label for all types has none of its own.
			fields: each(shown(fieldLabels(type, version10, given)), (label, field) =>
				field in common && !(field in given) ? undefined : label,
			),
			links: shown(each(type.links, (_link, link) => (link in commonLinks ? undefined : humanize(link)))),
			presetFilters: humanized(type.filters),
			options: shown(
				each(type.fields, ({ options }, field) =>
					field === 'salutationName' ? undefined : options && Object.fromEntries(options.filter(Boolean).map((option) => [option, option])),
				),
			),
		};
	});
	const all: JsonObject = {
		...own,
		Global: {
			...(english.Global as JsonObject),
			scopeNames: humanized(types),
			scopeNamesPlural: each(types, (_type, name) => `${humanize(name)}s`.replace(/ys$/, 'ies')),
		},
	};
	const { language = call.user.language, default: system } = call.query;
	const result = overlay(all, english);
	return language === 'nl_NL' && system !== 'true' ? overlay(result, read('nl_NL', version10)) : result;
}
