import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../Json';
import { fileLink, pairs, partsOf, readField } from './fieldDefs';
import type { EntityType, FieldDefs, LinkDefs, Schema } from './schema';

// An entity type in entityTypes.json. Fields: `name:type(parameters)flags=default{column=attribute}`; options may be `>Entity.field`, another
// field's. Flags: ! required, ? required by 7.5, * audited, - read-only, ~ not stored, % only a part or view of something else.
// Links: `>` has many, `^` belongs to, `/` children, in front of `Entity.foreign`; * audited. Filters: attribute, operator, value.
type Sketch = Partial<Omit<EntityType, 'fields' | 'links' | 'filters'>> & {
	fields: string[];
	links: string[];
	filters?: Record<string, [string, string, Json]>;
	noStream?: true;
};
type Context = { version10: boolean; extraFields: number; allTypes: string[] };

function readLink([, , kind, entity, foreign, audited, columns]: string[]): LinkDefs {
	const type = kind === '>' ? 'hasMany' : kind === '/' ? 'hasChildren' : entity ? 'belongsTo' : 'belongsToParent';
	const to = kind === '/' ? 'parent' : foreign;
	return {
		type,
		...(entity && { entity }),
		...(to && { foreign: to }),
		...(audited && { audited: true }),
		...(columns && { columnAttributeMap: pairs(columns) }),
	};
}

function fieldsOf(name: string, sketch: Sketch, { version10, extraFields, allTypes }: Context): Record<string, FieldDefs> {
	const fields: Record<string, FieldDefs> = {};
	for (const match of sketch.fields.join(' ').matchAll(/(\w+):(\w+)(?:\(([^)]*)\))?([!?*~%-]*)(?:=(\w+))?(?:\{(.*?)\})?/g)) {
		const [, field = '', type = ''] = match;
		if (type === 'decimal' && !version10) continue;
		const defs = readField(match, sketch.custom === true, version10);
		if (field === 'probability' && !version10) defs.required = true;
		fields[field] = defs.entityList?.[0] === '*' ? { ...defs, entityList: allTypes } : defs;
		Object.assign(fields, partsOf(field, defs, version10));
	}
	for (const field of ['name', 'firstName', 'middleName', 'lastName'])
		if (fields[field]?.type === 'varchar' && !sketch.custom) fields[field] = { ...fields[field], pattern: '$noBadCharacters' };
	if (/Specimen$/.test(name)) for (let at = 1; at <= extraFields; at += 1) fields[`extra${at}`] = { type: 'varchar', isCustom: true };
	const system: FieldDefs = { type: 'link', readOnly: true };
	const moment: FieldDefs = { type: 'datetime', readOnly: true };
	Object.assign(fields, {
		createdAt: moment,
		modifiedAt: moment,
		createdBy: system,
		modifiedBy: system,
		...(!sketch.noStream && version10 && { streamUpdatedAt: moment }),
	});
	if (!['User', 'Team', 'Note', 'Webhook'].includes(name)) fields.assignedUser ??= { type: 'link' };
	if (!['Team', 'Note', 'Webhook'].includes(name)) fields.teams = { type: 'linkMultiple' };
	return fields;
}

function linksOf(name: string, sketch: Sketch, fields: Record<string, FieldDefs>, { version10 }: Context): Record<string, LinkDefs> {
	const user: LinkDefs = { type: 'belongsTo', entity: 'User' };
	const links: Record<string, LinkDefs> = { createdBy: user, modifiedBy: user, ...(fields.assignedUser && { assignedUser: user }) };
	if (fields.teams) links.teams = { type: 'hasMany', entity: 'Team', ...(name === 'User' ? { foreign: 'users' } : { relationName: 'entityTeam' }) };
	for (const [field, defs] of Object.entries(fields)) {
		const link = sketch.custom ? fileLink(defs, version10) : undefined;
		if (link) links[field] = link;
	}
	for (const match of sketch.links.join(' ').matchAll(/(\w+)([>^/])(\w*)(?:\.(\w+))?(\*?)(?:\{(.*?)\})?/g)) links[match[1] ?? ''] = readLink(match);
	return links;
}

function complete(name: string, { noStream, ...sketch }: Sketch, context: Context): EntityType {
	const fields = fieldsOf(name, { ...sketch, noStream }, context);
	const filters = Object.entries(sketch.filters ?? {}).map(([filter, [attribute, type, value]]) => [
		filter,
		[{ attribute, type, value, dateTime: attribute === 'createdAt' }],
	]);
	return {
		order: ['createdAt', 'desc'],
		search: ['name'],
		duplicateCheck: [],
		custom: false,
		massLinks: [],
		forbidden: [],
		...sketch,
		fields,
		links: linksOf(name, sketch, fields, context),
		filters: Object.fromEntries(filters) as EntityType['filters'],
		stream: !noStream,
		versioned: context.version10 && sketch.versioned === true,
	};
}

/** New versions put a C in front of the names of custom types. */
export const withCustomNames = (text: string, version10: boolean): string =>
	text.replace(/\$([A-Za-z]+)/g, (_match, name: string) =>
		version10 ? (/^[A-Z]/.test(name) ? `C${name}` : `c${name.charAt(0).toUpperCase()}${name.slice(1)}`) : name,
	);

export function buildSchema(version10: boolean, extraFields: number): Schema {
	const text = withCustomNames(readFileSync(join(__dirname, 'entityTypes.json'), 'utf8'), version10);
	const { fragments, ...sketches } = JSON.parse(text) as Record<string, Sketch> & { fragments: Record<string, string> };
	const expand = (part: string): string => part.replace(/@\w+/g, (name) => expand((fragments as Record<string, string>)[name] ?? ''));
	const allTypes = Object.keys(sketches).filter((name) => !['Note', 'Webhook'].includes(name));
	return Object.fromEntries(
		Object.entries(sketches).map(([name, sketch]) => [
			name,
			complete(name, { ...sketch, fields: sketch.fields.map(expand) }, { version10, extraFields, allTypes }),
		]),
	);
}
