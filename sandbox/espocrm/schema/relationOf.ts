import type { EntityType, LinkDefs, Schema } from './EntityType';

export interface Relation {
	kind: 'belongsTo' | 'belongsToParent' | 'oneToMany' | 'manyToMany' | 'children';
	link: LinkDefs;
	/** Empty for a parent link, whose type is in the record. */
	foreignType: string;
	foreignLink?: LinkDefs;
	/** Many-to-many rows are kept once: name, and which column is this side. */
	name: string;
	near: 'a' | 'b';
	far: 'a' | 'b';
}

export function relationOf(schema: Schema, entityType: string, linkName: string): Relation | undefined {
	const link = (schema[entityType] as EntityType | undefined)?.links[linkName];
	if (!link) return undefined;
	const foreignType = link.entity ?? '';
	const foreignLink = link.foreign ? schema[foreignType]?.links[link.foreign] : undefined;
	const here = `${entityType}.${linkName}`;
	const there = `${foreignType}.${link.foreign ?? ''}`;
	const first = link.relationName !== undefined || here < there;
	const common = {
		link, foreignType, foreignLink,
		name: link.relationName ?? [here, there].sort().join('~'),
		near: first ? ('a' as const) : ('b' as const),
		far: first ? ('b' as const) : ('a' as const),
	};
	if (link.type === 'hasChildren') return { ...common, kind: 'children' };
	if (link.type !== 'hasMany') return { ...common, kind: link.type };
	return { ...common, kind: link.relationName !== undefined || foreignLink?.type === 'hasMany' ? 'manyToMany' : 'oneToMany' };
}
