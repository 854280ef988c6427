import { fail, type Json, type JsonObject } from '../Json';

type Names = Record<string, string>;
type Flags = { required?: true; readOnly?: true; notStorable?: true; audited?: true; utility?: true; disabled?: true; isCustom?: true };
type Limits = {
	maxLength?: number;
	pattern?: '$noBadCharacters';
	min?: number;
	max?: number;
	options?: string[];
	optionsReference?: string;
	entityList?: string[];
	default?: Json;
};
/** Of no meaning here, but shown by a real server. */
type Shown = {
	len?: number;
	codeType?: string;
	dbType?: string;
	unique?: boolean;
	autoincrement?: true;
	orderDisabled?: true;
	apiSpecDisabled?: true;
};
type Files = { accept?: string[]; maxFileSize?: number };
type Traits = Files & { notNull?: boolean; storeArrayValues?: true; prefix?: string; padLength?: number };

/** Fields and links have the shape that `GET Metadata` shows, so the schema is the metadata. */
export type FieldDefs = Flags & Limits & Shown & Traits & { type: string; columns?: Names; link?: string; field?: string };
export type LinkType = 'belongsTo' | 'belongsToParent' | 'hasMany' | 'hasChildren';
export type LinkDefs = {
	type: LinkType;
	entity?: string;
	foreign?: string;
	relationName?: string;
	audited?: true;
	columnAttributeMap?: Names;
	utility?: true;
	disabled?: true;
};

type Lists = {
	search: string[];
	filters: Record<string, JsonObject[]>;
	duplicateCheck: string[];
	massLinks: string[];
	forbidden: string[];
};
type Marks = {
	stream: boolean;
	versioned: boolean;
	custom: boolean;
	statusField?: string;
	order: [orderBy: string, order: 'asc' | 'desc'];
};
export type EntityType = Lists & Marks & { fields: Record<string, FieldDefs>; links: Record<string, LinkDefs> };
export type Schema = Record<string, EntityType>;

/** Many-to-many rows are kept once: their name, and which column is this side. The type is empty for a parent link, whose type is in the record. */
export type Relation = {
	kind: Exclude<LinkType, 'hasMany'> | 'oneToMany' | 'manyToMany';
	link: LinkDefs;
	foreignType: string;
	foreignLink?: LinkDefs;
	name: string;
	near: 'a' | 'b';
	far: 'a' | 'b';
};

export function relationOf(schema: Schema, entityType: string, linkName: string): Relation | undefined {
	const link = schema[entityType]?.links[linkName];
	if (!link) return undefined;
	const { entity: foreignType = '', foreign = '', relationName, type } = link;
	const foreignLink = schema[foreignType]?.links[foreign];
	const [here, there] = [`${entityType}.${linkName}`, `${foreignType}.${foreign}`];
	const first = relationName !== undefined || here < there;
	const kind = type === 'hasMany' ? (relationName !== undefined || foreignLink?.type === 'hasMany' ? 'manyToMany' : 'oneToMany') : type;
	return {
		kind,
		link,
		foreignType,
		foreignLink,
		name: relationName ?? [here, there].sort().join('~'),
		near: first ? 'a' : 'b',
		far: first ? 'b' : 'a',
	};
}

export const typeOf = (schema: Schema, entityType: string): EntityType =>
	schema[entityType] ?? fail(new Error(`No entity type ${entityType}`));

/** Options may be those of another field: `Entity.field`. */
export function optionsOf(schema: Schema, { options, optionsReference }: FieldDefs): string[] | undefined {
	const [entityType = '', field = ''] = optionsReference?.split('.') ?? [];
	return options ?? schema[entityType]?.fields[field]?.options;
}
