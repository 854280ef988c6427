import type { Json } from '../values/Json';

/** One condition in EspoCRM's own form (espocrm-api.md#conditions). */
export type WhereItem = {
	type: string;
	attribute?: string;
	value?: Json;
	dateTime?: boolean;
	timeZone?: string;
};
