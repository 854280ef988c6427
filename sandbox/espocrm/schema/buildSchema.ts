import { crmEntityTypes, type Sketch } from './crmEntityTypes';
import type { EntityType, FieldDefs, LinkDefs, Schema } from './EntityType';

const forbidden: Record<string, string[]> = { User: ['password', 'apiKey', 'secretKey', 'authMethod'] };

/** Compound fields bring further fields of their own, as in EspoCRM's metadata. */
function parts(name: string, { type }: FieldDefs): Record<string, FieldDefs> {
	if (type === 'address') {
		const part = (maxLength: number) => ({ type: 'varchar', maxLength });
		return { [`${name}Street`]: { type: 'text', maxLength: 255 }, [`${name}City`]: part(100), [`${name}State`]: part(100), [`${name}Country`]: part(100), [`${name}PostalCode`]: part(40) };
	}
	if (type === 'currency') return { [`${name}Currency`]: { type: 'enum', maxLength: 3 }, [`${name}Converted`]: { type: 'currencyConverted', readOnly: true } };
	if (type === 'email' || type === 'phone') {
		const flag = { type: 'bool', notStorable: true, readOnly: true };
		return { [`${name}IsOptedOut`]: flag, [`${name}IsInvalid`]: flag };
	}
	return {};
}

function complete(name: string, sketch: Sketch, version10: boolean): EntityType {
	const stream = !sketch.noStream;
	const directory = name === 'User' || name === 'Team';
	const readOnlyUser: FieldDefs = { type: 'link', readOnly: true };
	const fields: Record<string, FieldDefs> = {};
	for (const [field, defs] of Object.entries(sketch.fields)) Object.assign(fields, { [field]: sketch.custom ? { ...defs, isCustom: true } : defs }, parts(field, defs));
	Object.assign(fields, { createdAt: { type: 'datetime', readOnly: true }, modifiedAt: { type: 'datetime', readOnly: true }, createdBy: readOnlyUser, modifiedBy: readOnlyUser });
	if (!directory && name !== 'Note') fields.assignedUser ??= { type: 'link' };
	if (name !== 'Team' && name !== 'Note') fields.teams = { type: 'linkMultiple' };
	if (stream && version10) fields.streamUpdatedAt = { type: 'datetime', readOnly: true };
	const user: LinkDefs = { type: 'belongsTo', entity: 'User' };
	const teams: LinkDefs = name === 'User' ? { type: 'hasMany', entity: 'Team', foreign: 'users' } : { type: 'hasMany', entity: 'Team', relationName: 'entityTeam' };
	const links = { createdBy: user, modifiedBy: user, ...(fields.assignedUser && { assignedUser: user }), ...(fields.teams && { teams }), ...sketch.links };
	return {
		fields, links, order: sketch.order ?? ['createdAt', 'desc'], textFilterFields: sketch.search ?? ['name'], primaryFilters: sketch.filters ?? {},
		duplicateCheck: sketch.duplicateCheck, statusField: sketch.statusField, stream, versioned: version10 && sketch.versioned === true,
		custom: sketch.custom === true, object: name !== 'Team' && name !== 'Note', massLinks: sketch.massLinks ?? [], computed: sketch.computed ?? {}, forbidden: forbidden[name] ?? [],
	};
}

function note(types: string[], version10: boolean): Sketch {
	const parent: FieldDefs = { type: 'linkParent', readOnly: true, entityList: types };
	const fields: Record<string, FieldDefs> = {
		post: { type: 'text' }, data: { type: 'jsonObject', readOnly: true }, type: { type: 'varchar', readOnly: true }, targetType: { type: 'varchar', readOnly: true },
		number: { type: 'int', readOnly: true }, parent, related: parent, superParent: parent, isGlobal: { type: 'bool', readOnly: true }, isInternal: { type: 'bool', readOnly: true },
		usersIds: { type: 'jsonArray', readOnly: true }, teamsIds: { type: 'jsonArray', readOnly: true },
	};
	const updates = version10 ? ['Update'] : ['Update', 'Status'];
	return {
		fields, links: {}, order: ['number', 'desc'], search: ['post'], noStream: true,
		filters: { posts: [{ type: 'equals', attribute: 'type', value: 'Post' }], updates: [{ type: 'in', attribute: 'type', value: updates }] },
	};
}

export function buildSchema(version10: boolean): Schema {
	const sketches = crmEntityTypes(version10 ? 'CProject' : 'Project');
	sketches.Note = note(Object.keys(sketches), version10);
	return Object.fromEntries(Object.entries(sketches).map(([name, sketch]) => [name, complete(name, sketch, version10)]));
}
