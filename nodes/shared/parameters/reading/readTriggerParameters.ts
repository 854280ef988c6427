import type { IHookFunctions, IPollFunctions, IWebhookFunctions } from 'n8n-workflow';

import { InvalidInput } from '../../api/values/InvalidInput';
import type { KnownToParameters, Parameter, ParameterReader } from './Parameter';
import { parameterAccess } from './parameterAccess';

export type TriggerContext = IPollFunctions | IHookFunctions | IWebhookFunctions;

/** The checked values of a trigger's parameters, by their names. */
export type TriggerValues<Parameters extends Record<string, Parameter>> = {
	[Name in keyof Parameters]: Awaited<ReturnType<Parameters[Name]['read']>>;
};

const NOTHING_KNOWN: KnownToParameters = {
	attributeKinds: async () => await Promise.resolve(new Map()),
	comparedKinds: async () => await Promise.resolve(new Map()),
	fields: async () => await Promise.resolve(new Map()),
	fieldLabel: async () => await Promise.resolve(undefined),
	knownNeeded: async () => await Promise.resolve(new Set()),
	linkedEntityType: async () => await Promise.resolve(undefined),
	rememberNotStorable: () => undefined,
	writableAttributes: async () => await Promise.resolve([]),
	wrongOptions: async () => await Promise.resolve(undefined),
};

/**
 * The parameters of a trigger, which has no items.
 * @param metadata what the parameters need to know of the entity types, if they do
 * @throws InvalidInput; EspoError when metadata is needed and can't be read
 */
export async function readTriggerParameters<Parameters extends Record<string, Parameter>>(
	context: TriggerContext,
	parameters: Parameters,
	metadata: Partial<KnownToParameters> = {},
): Promise<TriggerValues<Parameters>> {
	const values: Partial<Record<string, unknown>> = {};
	const properties = Object.values(parameters).flatMap((parameter) => parameter.properties);
	const reader: ParameterReader = {
		...parameterAccess(context.getNode(), properties, (name) => context.getNodeParameter(name, null)),
		input: {},
		zone: context.getTimezone(),
		hint: () => undefined,
		// A trigger has no output to show it beside.
		hintOnce: (text, names) => context.logger.warn(`${context.getNode().name}: ${text} ${names.join(', ')}.`),
		metadata: { ...NOTHING_KNOWN, ...metadata },
		identifiedRecords: async () => await Promise.resolve({ found: [], more: false }),
		fileProperties: [],
		file: async (property) => await Promise.reject(new InvalidInput(property, 'A trigger has no input')),
		valueOf: (name) => values[name],
	};
	for (const { name, read } of Object.values(parameters)) values[name] = await read(reader);
	return values as TriggerValues<Parameters>;
}
