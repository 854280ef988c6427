import type { IDataObject } from 'n8n-workflow';

import { clock, shiftedDay, utc, type Field, type Now } from './Field';

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

/** A field, and what its values can be made of. */
interface Source {
	name: string;
	defs: FieldDefs;
	link?: EntityDefs['links'][string];
	/** Records that its link can lead to. */
	ids: string[];
	accountIds: string[];
	now: Now;
}

/** How a field is compared, and what of it is otherwise than with most fields. */
type Known = Pick<Field, 'comparison' | 'pool'> & Partial<Field>;

const UNKNOWN: Known = { comparison: 'text', pool: [] };

const textOf = ({ defs }: Source): Known => ({ comparison: 'text', pool: defs.options ? [] : WORDS });
const listOf = ({ defs: { options = [] } }: Source): Known => ({ comparison: 'options', pool: options });
const momentOf = ({ now }: Source): Known => ({ comparison: 'moment', pool: HOURS.map((hours) => utc(now.ms + hours * 3_600_000)) });

function numberOf({ defs: { type, min, max } }: Source): Known {
	const isWithin = (value: number) => !(value < (min ?? value) || value > (max ?? value));
	const pool = [0, 1, 2, 5, 10, 20, 99].map((value) => (type === 'int' ? value : value + 0.25)).filter(isWithin);
	return { comparison: 'number', pool };
}

const BY_TYPE: Record<string, (source: Source) => Known> = {
	varchar: textOf,
	text: textOf,
	email: () => ({ comparison: 'text', pool: WORDS.map((word) => `${word.replace(' ', '.')}@example.com`) }),
	// Where '' is no option, empty is refused.
	enum: ({ defs: { options = [] } }) => ({
		comparison: 'option',
		pool: options.filter((option) => option !== ''),
		required: !options.includes(''),
	}),
	multiEnum: listOf,
	array: listOf,
	checklist: listOf,
	int: numberOf,
	float: numberOf,
	currency: numberOf,
	decimal: ({ name }) => ({
		comparison: 'number',
		pool: [0, 0.25, 1.5, 20],
		written: (value) => ({ [name]: typeof value === 'number' ? String(value) : null }),
	}),
	bool: () => ({ comparison: 'switch', pool: [true, false], required: true }),
	date: ({ now }) => ({ comparison: 'day', pool: DAYS.map((days) => shiftedDay(clock(now.ms, now.zone).slice(0, 10), days)) }),
	datetime: momentOf,
	datetimeOptional: momentOf,
	link: ({ name, ids }) => ({
		comparison: 'record',
		pool: ids,
		name: `${name}Id`,
		shownIn: `${name}Id`,
		written: (value) => ({ [`${name}Id`]: value }) as IDataObject,
	}),
	linkParent: ({ name, defs, accountIds }) => ({
		comparison: 'record',
		pool: defs.entityList?.includes('Account') ? accountIds : [],
		name: `${name}Id`,
		shownIn: `${name}Id`,
		written: (value) => ({ [`${name}Type`]: value ? 'Account' : null, [`${name}Id`]: value }) as IDataObject,
	}),
	linkMultiple: ({ name, link, ids }) => ({
		comparison: 'records',
		pool: link?.type === 'hasMany' ? ids : [],
		shownIn: `${name}Ids`,
		written: (value) => ({ [`${name}Ids`]: value ?? [] }) as IDataObject,
	}),
};

/** The fields of an entity type that the test knows how to write and to compare. @param skip those that are used for something else */
export function fieldsOf({ fields, links }: EntityDefs, linkable: Linkable, now: Now, skip: string[]): Field[] {
	return Object.entries(fields).flatMap(([name, defs]): Field[] => {
		if (isLeftAlone(defs) || skip.includes(name)) return [];
		const link = links[name];
		const source = { name, defs, link, ids: linkable[link?.entity ?? ''] ?? [], accountIds: linkable.Account ?? [], now };
		const known = BY_TYPE[defs.type]?.(source) ?? UNKNOWN;
		const usual = {
			name,
			shownIn: name,
			required: defs.required === true,
			written: (value: unknown) => ({ [name]: value }) as IDataObject,
		};
		return known.pool.length ? [{ ...usual, ...known }] : [];
	});
}

function isLeftAlone({ readOnly, notStorable, noLoad, disabled, utility }: FieldDefs): boolean {
	return [readOnly, notStorable, noLoad, disabled, utility].some(Boolean);
}
