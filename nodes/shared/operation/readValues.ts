import type { IExecuteFunctions } from 'n8n-workflow';

import type { Metadata } from '../api/metadata/Metadata';
import { itemFile } from '../n8n/transport/itemFile';
import type { ParameterReader } from '../parameters/reading/Parameter';
import { parameterAccess } from '../parameters/reading/parameterAccess';
import type { AnyValues, Operation } from './Operation';

/** What the items of a run share. */
interface OfRun extends Pick<ParameterReader, 'hint' | 'hintOnce' | 'identifiedRecords'> {
	metadata: Metadata;
}

/** The checked parameters of an operation for one item. @throws InvalidInput, EspoError */
export async function readValues(
	context: IExecuteFunctions,
	{ parameters }: Operation,
	itemIndex: number,
	{ metadata, ...ofRun }: OfRun,
): Promise<AnyValues> {
	const values: Record<string, unknown> = {};
	const reader: ParameterReader = {
		...parameterAccess(
			context.getNode(),
			parameters.flatMap(({ properties }) => properties),
			(name) => context.getNodeParameter(name, itemIndex, null),
		),
		input: context.getInputData()[itemIndex]?.json ?? {},
		zone: context.getTimezone(),
		...ofRun,
		attributeKinds: async (entityType) => await metadata.attributeKinds(entityType),
		comparedKinds: async (entityType, compared) => await metadata.comparedKinds(entityType, compared),
		wrongOptions: async (entityType, attribute, options) => await metadata.wrongOptions(entityType, attribute, options),
		writableAttributes: async (entityType) => await metadata.writableAttributes(entityType),
		knownNeeded: async (entityType) => await metadata.knownNeeded(entityType),
		tellNotStorable: (entityType, attributes) => metadata.tellNotStorable(entityType, attributes),
		fieldLabel: async (entityType, attribute) => await metadata.fieldLabel(entityType, attribute),
		linkedEntityType: async (entityType, link) => await metadata.linkedEntityType(entityType, link),
		file: async (property) => await itemFile(context, itemIndex, property),
		valueOf: (name) => values[name],
	};
	for (const { name, read } of parameters) values[name] = await read(reader);
	return values;
}
