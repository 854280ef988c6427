import type { IPollFunctions } from 'n8n-workflow';

import type { Json, JsonObject } from '../shared/api/Json';
import type { Metadata } from '../shared/api/Metadata';
import { locatorValue } from '../EspoCrm/parameters/locatorValue';
import { nodeError } from '../shared/n8n/nodeError';
import type { ParameterReader } from '../shared/operation/Parameter';
import { valueFrom } from '../shared/operation/valueFrom';
import { keptKinds } from './keptKinds';
import { triggerParameters } from './properties';

export type TriggerSettings = {
	[Name in keyof typeof triggerParameters]: Awaited<ReturnType<(typeof triggerParameters)[Name]['read']>>;
} & {
	/** The filters as they were entered, expressions unresolved: they stay the same when the day changes. */
	givenFilters: string;
};

export interface ReadTrigger {
	settings: TriggerSettings;
	/** To be kept for the next poll. */
	kinds?: JsonObject;
}

/** The checked parameters of the trigger. @throws NodeApiError, NodeOperationError */
export async function readTrigger(context: IPollFunctions, metadata: Metadata): Promise<ReadTrigger> {
	const { filters = {} } = context.getNode().parameters;
	const givenFilters = JSON.stringify(filters);
	const stored = context.getWorkflowStaticData('node').kinds as Json | undefined;
	const kinds = keptKinds(stored, givenFilters, async (entityType) => await metadata.attributeKinds(entityType));
	const get = (name: string) => valueFrom(context.getNodeParameter(name, undefined));
	const reader: ParameterReader = {
		get,
		input: {},
		zone: context.getTimezone(),
		hint: () => undefined,
		attributeKinds: kinds.look,
		writableAttributes: async () => [],
		listedEntityType: async () => await Promise.resolve(String(locatorValue(get('entityType')) ?? '')),
	};
	try {
		const settings: Partial<Record<string, unknown>> = { givenFilters };
		for (const { name, read } of Object.values(triggerParameters)) settings[name] = await read(reader);
		return { settings: settings as TriggerSettings, kinds: kinds.toKeep() };
	} catch (error) {
		throw nodeError(error, { node: context.getNode() });
	}
}
