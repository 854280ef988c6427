import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../Json';
import { fieldDefs, fileLink, partsOf } from './fieldDefs';
import { readFields, readLinks, type LinkSketch } from './notation';
import type { EntityType, FieldDefs, LinkDefs, Schema } from './schema';

// An entity type in entityTypes.json, with its fields and links in the notation of `notation.ts`. Filters: attribute, operator, value.
type Sketch = Partial<Omit<EntityType, 'fields' | 'links' | 'filters'>> & {
	fields: string[];
	/** That 7.5 lacks. */
	newerFields?: string[];
	links: string[];
	filters?: Record<string, [string, string, Json]>;
	noStream?: true;
};
type Context = { version10: boolean; extraFields: number; allTypes: string[] };

const linkType = ({ direction, entity }: LinkSketch): LinkDefs['type'] => {
	if (direction === '^') return entity ? 'belongsTo' : 'belongsToParent';
	return direction === '>' ? 'hasMany' : 'hasChildren';
};

function linkDefs(sketch: LinkSketch): LinkDefs {
	const { direction, entity, audited, columns } = sketch;
	const foreign = direction === '/' ? 'parent' : sketch.foreign;
	return {
		type: linkType(sketch),
		...(entity && { entity }),
		...(foreign && { foreign }),
		...(audited && { audited: true }),
		...(columns && { columnAttributeMap: columns }),
	};
}

function ownFields(sketch: Sketch, { version10, allTypes }: Context): Record<string, FieldDefs> {
	const fields: Record<string, FieldDefs> = {};
	for (const field of readFields([...sketch.fields, ...(version10 ? (sketch.newerFields ?? []) : [])].join(' '))) {
		const { name, type } = field;
		if ((type === 'decimal' || name === 'sendAt') && !version10) continue;
		const defs = fieldDefs(field, { custom: sketch.custom === true, version10 });
		if (name === 'probability' && !version10) defs.required = true;
		fields[name] = defs.entityList?.[0] === '*' ? { ...defs, entityList: allTypes } : defs;
		Object.assign(fields, partsOf(name, defs, version10));
	}
	for (const name of ['name', 'firstName', 'middleName', 'lastName'])
		if (fields[name]?.type === 'varchar' && !sketch.custom) fields[name] = { ...fields[name], pattern: '$noBadCharacters' };
	return fields;
}

const DOCUMENTS = '.pdf .odt .ods .odp .docx .xlsx .pptx .doc .xls .ppt .rtf .csv .md .txt';

function fieldsOf(name: string, sketch: Sketch, context: Context): Record<string, FieldDefs> {
	const fields = ownFields(sketch, context);
	if (/Specimen$/.test(name))
		for (let at = 1; at <= context.extraFields; at += 1) fields[`extra${at}`] = { type: 'varchar', isCustom: true };
	if (name === 'Document' && fields.file) fields.file = { ...fields.file, accept: DOCUMENTS.split(' ') };
	const system: FieldDefs = { type: 'link', readOnly: true };
	const moment: FieldDefs = { type: 'datetime', readOnly: true };
	Object.assign(fields, {
		createdAt: moment,
		modifiedAt: moment,
		createdBy: system,
		modifiedBy: system,
		...(!sketch.noStream && context.version10 && { streamUpdatedAt: moment }),
	});
	if (!['User', 'Team', 'Note', 'Webhook'].includes(name)) fields.assignedUser = fields.assignedUser ?? { type: 'link' };
	if (!['Team', 'Note', 'Webhook'].includes(name)) fields.teams = { type: 'linkMultiple' };
	return fields;
}

function linksOf(name: string, sketch: Sketch, fields: Record<string, FieldDefs>, { version10 }: Context): Record<string, LinkDefs> {
	const user: LinkDefs = { type: 'belongsTo', entity: 'User' };
	const links: Record<string, LinkDefs> = { createdBy: user, modifiedBy: user, ...(fields.assignedUser && { assignedUser: user }) };
	if (fields.teams)
		links.teams = { type: 'hasMany', entity: 'Team', ...(name === 'User' ? { foreign: 'users' } : { relationName: 'entityTeam' }) };
	for (const [field, defs] of Object.entries(fields)) {
		const link = sketch.custom ? fileLink(defs, version10) : undefined;
		if (link) links[field] = link;
	}
	for (const link of readLinks(sketch.links.join(' '))) links[link.name] = linkDefs(link);
	return links;
}

function complete(name: string, { noStream, newerFields, ...sketch }: Sketch, context: Context): EntityType {
	const fields = fieldsOf(name, { ...sketch, noStream, newerFields }, context);
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
	const allTypes = Object.keys(sketches).filter((name) => !['Note', 'Webhook', 'ImportEml'].includes(name));
	return Object.fromEntries(
		Object.entries(sketches)
			.filter(([name]) => version10 || name !== 'ImportEml')
			.map(([name, sketch]) => [
				name,
				complete(name, { ...sketch, fields: sketch.fields.map(expand) }, { version10, extraFields, allTypes }),
			]),
	);
}
