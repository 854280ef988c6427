import type { JsonObject } from './Json';
import type { Metadata } from './Metadata';

/** How records are shown. */
export interface Presentation {
	/** Undefined where the records are of no entity type. */
	entityType?: string;
	/** The link of `entityType` that the records were listed through. */
	link?: string;
	/** ISO 8601 with `Z`, or EspoCRM's own form. */
	dateTimes: 'iso' | 'espo';
	/** Whether labels of options are added, e.g. `stageLabel`. */
	labels: boolean;
	/** The attributes that are kept, besides the id; undefined for all. */
	attributes?: string[];
}

/** Records as the user wants to see them. */
export async function presented(records: JsonObject[], presentation: Presentation, metadata: Metadata): Promise<JsonObject[]> {
	void presentation;
	void metadata;
	return await Promise.resolve(records);
}
