import type { Json } from '../values/Json';
import type { WhereItem } from './WhereItem';
import { withZeros } from './zeroInGroup';

/** What a list can be asked for (EspoCRM 7.0 and newer; espocrm-api.md#lists). */
export interface SearchParams {
	where?: WhereItem[];
	textFilter?: string;
	primaryFilter?: string;
	boolFilterList?: string[];
	orderBy?: string;
	order?: 'asc' | 'desc';
	select?: string[];
	offset?: number;
	maxSize?: number;
}

/** The one query parameter that carries all of them, percent-encoded; commas and colons may stay as they are (RFC 3986). */
export function searchParamsQuery(params: SearchParams): string {
	const given = Object.entries({ ...params, where: params.where?.map(withZeros) } as Record<string, Json | undefined>).filter(
		([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
	);
	const encoded = encodeURIComponent(JSON.stringify(Object.fromEntries(given)));
	return `searchParams=${encoded.replace(/%2C/g, ',').replace(/%3A/g, ':')}`;
}
