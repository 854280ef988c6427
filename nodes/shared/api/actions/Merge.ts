import type { JsonObject } from '../values/Json';

export interface Merge {
	entityType: string;
	/** Of the record that stays. */
	id: string;
	/** Those that become part of it, and are deleted; without the record itself. */
	sourceIds: string[];
	/** What the record gets. */
	attributes: JsonObject;
}
