import type { IExecuteFunctions, INode, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { fileProperties, itemFile } from '../n8n/transport/itemFile';
import type { ParameterReader } from '../parameters/reading/Parameter';
import { parameterAccess } from '../parameters/reading/parameterAccess';
import type { Constants } from './createConstants';
import type { AnyValues, Operation } from './Operation';

/** What the items of a run share. */
interface OfRun extends Pick<ParameterReader, 'hint' | 'hintOnce' | 'identifiedRecords' | 'metadata'> {
	constants: Constants;
	/** n8n makes a copy of it whenever it is asked for. */
	node: INode;
	input: INodeExecutionData[];
	/** Of all parameters of the operation. */
	properties: readonly INodeProperties[];
}

/** The checked parameters of an operation for one item. @throws InvalidInput, EspoError */
export async function readValues(
	context: IExecuteFunctions,
	{ parameters }: Operation,
	itemIndex: number,
	{ constants, properties, node, input, ...ofRun }: OfRun,
): Promise<AnyValues> {
	const values: Record<string, unknown> = {};
	const reader: ParameterReader = {
		...parameterAccess(node, properties, (name) => constants(name, () => context.getNodeParameter(name, itemIndex, null))),
		input: input[itemIndex]?.json ?? {},
		zone: context.getTimezone(),
		...ofRun,
		fileProperties: fileProperties(context, itemIndex),
		file: async (property, parameter) => await itemFile(context, itemIndex, property, parameter),
		valueOf: (name) => values[name],
	};
	for (const { name, read } of parameters) values[name] = await read(reader);
	return values;
}
