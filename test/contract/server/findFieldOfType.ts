import type { IDataObject } from 'n8n-workflow';

import type { TestedEspo } from './TestedEspo';

export interface FoundField {
	entityType: string;
	field: string;
	/** Keys of an enum or list, as the metadata has them. */
	options?: string[];
	/** IDs of records that the field's link can lead to. */
	ids: string[];
	/** What a record of the entity type needs. */
	required(espo: TestedEspo): IDataObject;
}

interface Definition extends IDataObject {
	type?: string;
	options?: string[];
}

interface EntityDefs {
	fields: Record<string, Definition>;
	links: Record<string, { entity?: string }>;
}

interface Documents {
	scopes: Record<string, { isCustom?: boolean; entity?: boolean; object?: boolean }>;
	entityDefs: Record<string, EntityDefs>;
}

/** What a record of the entity type needs. */
export const NEEDED: Record<string, (espo: TestedEspo) => IDataObject> = {
	Case: (espo) => ({ name: espo.name('field') }),
	Contact: (espo) => ({ lastName: espo.name('field') }),
	Task: (espo) => ({ name: espo.name('field'), assignedUserId: espo.me.user.id }),
	Meeting: (espo) => ({
		name: espo.name('field'),
		assignedUserId: espo.me.user.id,
		dateStart: '2026-11-23 10:00:00',
		dateEnd: '2026-11-23 11:00:00',
	}),
	Opportunity: (espo) => ({ name: espo.name('field'), amount: 1, closeDate: '2026-12-24', probability: 10 }),
	Lead: (espo) => ({ lastName: espo.name('field') }),
	Account: (espo) => ({ name: espo.name('field') }),
};
/** Fields with a meaning of their own, which a test must not fill with something else. */
const SPECIAL = [
	'name',
	'lastName',
	'assignedUser',
	'collaborators',
	'followers',
	'account',
	'title',
	'accountRole',
	'opportunityRole',
	'originalLead',
	'campaign',
	'targetList',
	'targetLists',
	'createdAccount',
	'lastStage',
];
const documents = new Map<TestedEspo, Promise<Documents>>();

/** A writable field of the type, in a custom entity type if there is one, with what is needed to fill it. */
export async function findFieldOfType(espo: TestedEspo, type: string): Promise<FoundField | undefined> {
	const { scopes, entityDefs } = await (documents.get(espo) ??
		(documents.set(espo, espo.api.get('Metadata') as unknown as Promise<Documents>).get(espo) as Promise<Documents>));
	for (const entityType of [...customTypes({ scopes, entityDefs }), ...Object.keys(NEEDED)]) {
		const defs = entityDefs[entityType];
		const found = defs && espo.can(entityType, 'create', 'read', 'edit') ? await findIn(espo, entityType, defs, type) : undefined;
		if (found) return found;
	}
	return undefined;
}

async function findIn(espo: TestedEspo, entityType: string, defs: EntityDefs, type: string): Promise<FoundField | undefined> {
	const [field, definition] = Object.entries(defs.fields).find((entry) => isFillable(entry, type, entityType)) ?? [];
	if (!field) return undefined;
	const foreign = type === 'linkParent' ? 'Account' : defs.links[field]?.entity;
	const ids = foreign ? await recordsOf(espo, foreign, type === 'linkMultiple' ? 2 : 1) : [];
	if (foreign && !ids.length) return undefined;
	return {
		entityType,
		field,
		options: definition?.options?.filter(Boolean),
		ids,
		required: NEEDED[entityType] ?? ((of) => ({ name: of.name('field') })),
	};
}

/** Those with the most fields first. */
function customTypes({ scopes, entityDefs }: Documents): string[] {
	const size = (name: string) => Object.keys(entityDefs[name]?.fields ?? {}).length;
	return Object.entries(scopes)
		.filter(([, { isCustom, entity, object }]) => isCustom && entity && object)
		.map(([name]) => name)
		.sort((a, b) => size(b) - size(a));
}

function isFillable(
	[field, { type, readOnly, utility, disabled, notStorable }]: [string, Definition],
	wanted: string,
	entityType: string,
): boolean {
	if (type !== wanted || readOnly || utility || disabled || (notStorable && type !== 'email' && type !== 'phone')) return false;
	// Persons are named by their parts.
	return type === 'personName'
		? entityType === 'Contact'
		: !SPECIAL.includes(field) || (field === 'account' && type === 'link' && entityType !== 'Contact');
}

async function recordsOf(espo: TestedEspo, entityType: string, count: number): Promise<string[]> {
	if (['Account', 'Contact'].includes(entityType)) {
		const made = await espo.createMany(entityType, count, (index) => ({
			[entityType === 'Account' ? 'name' : 'lastName']: espo.name(`linked ${index}`),
		}));
		return made.map(({ id }) => id);
	}
	return (await espo.api.list(entityType, { maxSize: count, select: ['id'] })).list.map(({ id }) => id);
}
