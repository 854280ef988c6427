import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../Json';
import type { EntityType, FieldDefs, LinkDefs, Schema } from './schema';

// An entity type in entityTypes.json. Fields: `name:type(parameters)flags=default{column=attribute}`, flags: ! required, * audited, - read-only, ~ not stored.
// Links: `>` has many, `^` belongs to, `/` children, in front of `Entity.foreign`; * audited. Filters: attribute, operator, value.
type Sketch = Partial<Omit<EntityType, 'fields' | 'links' | 'filters'>> & {
	fields: string[];
	links: string[];
	filters?: Record<string, [string, string, Json]>;
	noStream?: true;
};

const pairs = (text: string) => Object.fromEntries(text.split(',').map((pair) => pair.split('=') as [string, string]));

function readField([, , type = '', given, flags = '', initial, columns]: string[], allTypes: string[]): FieldDefs {
	const list = given?.split(',') ?? [];
	const defs: FieldDefs = {
		type,
		...(flags.includes('!') && { required: true }),
		...(flags.includes('*') && { audited: true }),
		...(flags.includes('-') && { readOnly: true }),
		...(flags.includes('~') && { notStorable: true }),
		...(initial && { default: initial.replace('_', ' ') }),
		...(columns && { columns: pairs(columns) }),
	};
	if (given === undefined) return defs;
	const parameters: Record<string, Partial<FieldDefs>> = {
		varchar: { maxLength: Number(given) },
		enum: { options: list },
		multiEnum: { options: list },
		linkParent: { entityList: given === '*' ? allTypes : list },
		foreign: { link: given.split('.')[0], field: given.split('.')[1] },
	};
	return { ...defs, ...(parameters[type] ?? { min: Number(list[0]), ...(list[1] && { max: Number(list[1]) }) }) };
}

const part = (maxLength: number): FieldDefs => ({ type: 'varchar', maxLength });
const flag: FieldDefs = { type: 'bool', notStorable: true, readOnly: true };
/** Compound fields bring further fields of their own, as in EspoCRM's metadata. */
const parts: Record<string, Record<string, FieldDefs>> = {
	address: { Street: part(255), City: part(100), State: part(100), Country: part(100), PostalCode: part(40) },
	currency: { Currency: { type: 'enum', maxLength: 3 }, Converted: { type: 'currencyConverted', readOnly: true } },
	email: { IsOptedOut: flag, IsInvalid: flag },
	phone: { IsOptedOut: flag, IsInvalid: flag },
};

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

function complete(name: string, { noStream, ...sketch }: Sketch, version10: boolean, allTypes: string[]): EntityType {
	const fields: Record<string, FieldDefs> = {};
	for (const match of sketch.fields.join(' ').matchAll(/(\w+):(\w+)(?:\(([^)]*)\))?([!*~-]*)(?:=(\w+))?(?:\{(.*?)\})?/g)) {
		const [, field = '', type = ''] = match;
		fields[field] = readField(match, allTypes);
		for (const [suffix, defs] of Object.entries(parts[type] ?? {})) fields[field + suffix] = defs;
	}
	const system: FieldDefs = { type: 'link', readOnly: true };
	const moment: FieldDefs = { type: 'datetime', readOnly: true };
	Object.assign(fields, {
		createdAt: moment,
		modifiedAt: moment,
		createdBy: system,
		modifiedBy: system,
		...(!noStream && version10 && { streamUpdatedAt: moment }),
	});
	if (!['User', 'Team', 'Note'].includes(name)) fields.assignedUser ??= { type: 'link' };
	if (!['Team', 'Note'].includes(name)) fields.teams = { type: 'linkMultiple' };
	const user: LinkDefs = { type: 'belongsTo', entity: 'User' };
	const links: Record<string, LinkDefs> = { createdBy: user, modifiedBy: user, ...(fields.assignedUser && { assignedUser: user }) };
	if (fields.teams)
		links.teams = { type: 'hasMany', entity: 'Team', ...(name === 'User' ? { foreign: 'users' } : { relationName: 'entityTeam' }) };
	for (const match of sketch.links.join(' ').matchAll(/(\w+)([>^/])(\w*)(?:\.(\w+))?(\*?)(?:\{(.*?)\})?/g))
		links[match[1] ?? ''] = readLink(match);
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
		links,
		filters: Object.fromEntries(filters) as EntityType['filters'],
		stream: !noStream,
		versioned: version10 && sketch.versioned === true,
	};
}

export function buildSchema(version10: boolean): Schema {
	const [custom, customs] = version10 ? ['CProject', 'cProjects'] : ['Project', 'projects'];
	const text = readFileSync(join(__dirname, 'entityTypes.json'), 'utf8').replaceAll('$Custom', custom).replaceAll('$customs', customs);
	const { fragments, ...sketches } = JSON.parse(text) as Record<string, Sketch> & { fragments: Record<string, string> };
	const expand = (part: string): string => part.replace(/@\w+/g, (name) => expand((fragments as Record<string, string>)[name] ?? ''));
	const allTypes = Object.keys(sketches).filter((name) => name !== 'Note');
	return Object.fromEntries(
		Object.entries(sketches).map(([name, sketch]) => [
			name,
			complete(name, { ...sketch, fields: sketch.fields.map(expand) }, version10, allTypes),
		]),
	);
}
