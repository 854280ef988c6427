import type { IDataObject } from 'n8n-workflow';

import { clock, shiftedDay, utc, type Comparison, type Field, type Now } from './Field';

interface FieldDefs {
	type: string;
	options?: string[];
	required?: boolean;
	readOnly?: boolean;
	notStorable?: boolean;
	disabled?: boolean;
	/** Its IDs are never part of a record. */
	noLoad?: boolean;
	utility?: boolean;
	min?: number | null;
	max?: number | null;
	entityList?: string[];
}

/** Definitions of an entity type, as the server's metadata has them. */
export interface EntityDefs {
	fields: Record<string, FieldDefs>;
	links: Record<string, { type: string; entity?: string }>;
}

/** IDs of records that can be linked, by entity type. */
export type Linkable = Record<string, string[]>;

/** Letters that every collation treats alike, in both cases. */
const WORDS = ['alpha', 'Alpha', 'ALPHA two', 'beta', 'two Beta', 'gamma', 'x1'];
const DAYS = [0, 1, -1, 2, -3, 3, 6, 7, -7, 8, -8, 29, 30, -30, 31, -62, 95, -100, 200, -370];
/** Hours from now, none so near that another clock could see it otherwise. */
const HOURS = [-3, 3, -9, 9, -20, 20, -30, 30, -75, 75, -169, 170, -720, 730, -2_300, 2_300, -9_000];

/** The fields of an entity type that the test knows how to write and to compare. @param skip those that are used for something else */
export function fieldsOf({ fields, links }: EntityDefs, linkable: Linkable, now: Now, skip: string[]): Field[] {
	return Object.entries(fields).flatMap(([name, defs]): Field[] => {
		if (defs.readOnly || defs.notStorable || defs.noLoad || defs.disabled || defs.utility || skip.includes(name)) return [];
		const field = (comparison: Comparison, pool: unknown[], more: Partial<Field> = {}): Field[] =>
			pool.length
				? [
						{
							name,
							shownIn: name,
							comparison,
							pool,
							required: defs.required === true,
							written: (value) => ({ [name]: value }) as IDataObject,
							...more,
						},
					]
				: [];
		const { options } = defs;
		const ids = linkable[links[name]?.entity ?? ''] ?? [];
		switch (defs.type) {
			case 'varchar':
			case 'text':
				return options ? [] : field('text', WORDS);
			case 'email':
				return field(
					'text',
					WORDS.map((word) => `${word.replace(' ', '.')}@example.com`),
				);
			case 'enum':
				// Where '' is no option, empty is refused.
				return options
					? field(
							'option',
							options.filter((option) => option !== ''),
							{ required: !options.includes('') },
						)
					: [];
			case 'multiEnum':
			case 'array':
			case 'checklist':
				return field('options', options ?? []);
			case 'int':
			case 'float':
			case 'currency':
				return field(
					'number',
					[0, 1, 2, 5, 10, 20, 99]
						.map((value) => (defs.type === 'int' ? value : value + 0.25))
						.filter((value) => !(value < (defs.min ?? value) || value > (defs.max ?? value))),
				);
			case 'decimal':
				return field('number', [0, 0.25, 1.5, 20], { written: (value) => ({ [name]: typeof value === 'number' ? String(value) : null }) });
			case 'bool':
				return field('switch', [true, false], { required: true });
			case 'date':
				return field(
					'day',
					DAYS.map((days) => shiftedDay(clock(now.ms, now.zone).slice(0, 10), days)),
				);
			case 'datetime':
			case 'datetimeOptional':
				return field(
					'moment',
					HOURS.map((hours) => utc(now.ms + hours * 3_600_000)),
				);
			case 'link':
				return field('record', ids, {
					name: `${name}Id`,
					shownIn: `${name}Id`,
					written: (value) => ({ [`${name}Id`]: value }) as IDataObject,
				});
			case 'linkParent': {
				const accounts = defs.entityList?.includes('Account') ? (linkable.Account ?? []) : [];
				return field('record', accounts, {
					name: `${name}Id`,
					shownIn: `${name}Id`,
					written: (value) => ({ [`${name}Type`]: value ? 'Account' : null, [`${name}Id`]: value }) as IDataObject,
				});
			}
			case 'linkMultiple':
				return links[name]?.type === 'hasMany'
					? field('records', ids, { shownIn: `${name}Ids`, written: (value) => ({ [`${name}Ids`]: value ?? [] }) as IDataObject })
					: [];
			default:
				return [];
		}
	});
}
