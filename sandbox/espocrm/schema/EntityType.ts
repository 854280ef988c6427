import type { Json, JsonObject } from '../Json';

/** Fields and links have the shape that `GET Metadata` shows, so the schema is the metadata. */
export interface FieldDefs {
	type: string;
	required?: boolean;
	readOnly?: boolean;
	notStorable?: boolean;
	audited?: boolean;
	isCustom?: boolean;
	maxLength?: number;
	min?: number;
	max?: number;
	options?: string[];
	allowCustomOptions?: boolean;
	default?: Json;
	entityList?: string[];
	columns?: Record<string, string>;
	link?: string;
	field?: string;
}

export interface LinkDefs {
	type: 'belongsTo' | 'belongsToParent' | 'hasMany' | 'hasChildren';
	entity?: string;
	foreign?: string;
	relationName?: string;
	audited?: boolean;
	columnAttributeMap?: Record<string, string>;
}

export interface EntityType {
	fields: Record<string, FieldDefs>;
	links: Record<string, LinkDefs>;
	order: [orderBy: string, order: 'asc' | 'desc'];
	textFilterFields: string[];
	primaryFilters: Record<string, JsonObject[]>;
	duplicateCheck?: string[];
	statusField?: string;
	stream: boolean;
	versioned: boolean;
	custom: boolean;
	/** A business record; false for technical types such as Note. */
	object: boolean;
	massLinks: string[];
	/** Attributes computed in SQL (row alias `t`) instead of being stored. */
	computed: Record<string, string>;
	forbidden: string[];
}

export type Schema = Record<string, EntityType>;
