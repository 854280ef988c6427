import type { IPollFunctions } from 'n8n-workflow';

import { InvalidInput } from '../shared/api/InvalidInput';
import { nodeError } from '../shared/n8n/nodeError';
import type { ParameterReader } from '../shared/operation/Parameter';
import { valueFrom } from '../shared/operation/valueFrom';
import { triggerParameters } from './properties';

export type TriggerSettings = {
	[Name in keyof typeof triggerParameters]: Awaited<ReturnType<(typeof triggerParameters)[Name]['read']>>;
};

/** The checked parameters of the trigger. @throws NodeOperationError */
export async function readTrigger(context: IPollFunctions): Promise<TriggerSettings> {
	const reader: ParameterReader = {
		get: (name) => valueFrom(context.getNodeParameter(name)),
		input: {},
		zone: context.getTimezone(),
		hint: () => undefined,
		attributeKinds: async () => new Map(),
		writableAttributes: async () => [],
		listedEntityType: async () => await Promise.reject(new InvalidInput('Filters', 'The trigger lists no records')),
	};
	try {
		const settings: Partial<Record<string, unknown>> = {};
		for (const { name, read } of Object.values(triggerParameters)) settings[name] = await read(reader);
		return settings as TriggerSettings;
	} catch (error) {
		throw nodeError(error, { node: context.getNode() });
	}
}
