import type { Json } from './Json';

/** One condition in EspoCRM's own form (api.md 3). */
export type WhereItem = {
	type: string;
	attribute?: string;
	value?: Json;
	dateTime?: boolean;
	timeZone?: string;
};
