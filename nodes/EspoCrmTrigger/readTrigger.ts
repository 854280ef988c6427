import type { IPollFunctions } from 'n8n-workflow';

import type { Metadata } from '../shared/api/metadata/Metadata';
import type { JsonObject } from '../shared/api/values/Json';
import { readTriggerParameters, type TriggerValues } from '../shared/parameters/reading/readTriggerParameters';
import { keptKinds } from './keptKinds';
import { triggerParameters } from './properties';

export type TriggerSettings = TriggerValues<typeof triggerParameters> & {
	/** The filters as they were entered, expressions unresolved: they stay the same when the day changes. */
	givenFilters: string;
};

export interface ReadTrigger {
	settings: TriggerSettings;
	/** To be kept for the next poll. */
	kinds?: JsonObject;
}

/** The checked parameters of the trigger. @throws InvalidInput; EspoError when a filter depends on metadata that can't be read */
export async function readTrigger(context: IPollFunctions, metadata: Metadata): Promise<ReadTrigger> {
	const { filters = {}, filtersJson, specifyFilters } = context.getNode().parameters;
	const givenFilters = JSON.stringify((specifyFilters === 'json' ? filtersJson : filters) ?? '');
	const kinds = keptKinds(
		context.getWorkflowStaticData('node').kinds,
		givenFilters,
		async (entityType, compared) => await metadata.comparedKinds(entityType, compared),
	);
	const values = await readTriggerParameters(context, triggerParameters, {
		comparedKinds: kinds.look,
		// Not at each poll again.
		wrongOptions: async (type, attribute, options) => (kinds.toKeep() ? await metadata.wrongOptions(type, attribute, options) : undefined),
		linkedEntityType: async (type, link) => await metadata.linkedEntityType(type, link),
		fieldLabel: async (type, attribute) => await metadata.fieldLabel(type, attribute),
	});
	return { settings: { ...values, givenFilters }, kinds: kinds.toKeep() };
}
