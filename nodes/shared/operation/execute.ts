import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { addHints } from '../n8n/messages/addHints';
import { nodeError } from '../n8n/messages/nodeError';
import { connect } from '../n8n/transport/connect';
import { keptFile } from '../n8n/transport/keptFile';
import { createConstants } from './createConstants';
import { createOutcomes, failedItem, type Outcomes } from './createOutcomes';
import { createRunHints } from './createRunHints';
import { createSearches } from './createSearches';
import { inOrder } from './inOrder';
import type { Operation } from './Operation';
import { planJobs, type Item } from './planJobs';
import { readValues } from './readValues';
import { unknownOperation } from './unknownOperation';

const USUAL_IN_FLIGHT = 4;
const MOST_IN_FLIGHT = 16;

/**
 * Runs the chosen operation for all items: reads and checks every parameter first, then sends. Results keep the order
 * of the items and name the item they come from.
 * @throws NodeApiError, NodeOperationError unless the node goes on after a failure
 */
export async function executeOperation(this: IExecuteFunctions, operations: Operation[]): Promise<INodeExecutionData[][]> {
	const [resource, value] = [this.getNodeParameter('resource', 0), this.getNodeParameter('operation', 0, '')];
	const operation = operations.find((candidate) => candidate.resource === resource && candidate.value === value);
	if (!operation) return [refused(this, unknownOperation(resource, value))];
	// The parameters as they stand: an expression belongs to the items, and may fail for one of them.
	const node = this.getNode();
	const given = node.parameters;
	const input = this.getInputData();
	const connection = connect(this, { ofManyTypes: operation.parameters.some(({ isOfManyTypes }) => isOfManyTypes?.(given)) });
	const { client, metadata } = connection;
	const outcomes = createOutcomes(this, metadata, operation.needs);
	const { hint, hintOnce, texts } = createRunHints();
	const properties = operation.parameters.flatMap((parameter) => parameter.properties);
	const ofRun = {
		metadata,
		hintOnce,
		identifiedRecords: createSearches(client),
		constants: createConstants(given),
		properties,
		node,
		input,
	};
	const valuesOf = async (itemIndex: number) =>
		await readValues(this, operation, itemIndex, { ...ofRun, hint: (text) => hint(itemIndex, text) });
	try {
		const items = await plansOf(input.length, async (itemIndex) => operation.plan(await valuesOf(itemIndex)), outcomes);
		// An option can differ from item to item; the most careful one counts.
		const limit = items.reduce((least, { plan }) => Math.min(least, plan.inFlight ?? USUAL_IN_FLIGHT), MOST_IN_FLIGHT);
		client.inFlight = Math.max(limit, client.inFlight);
		const { succeed, fail } = outcomes;
		await inOrder(
			planJobs(items, {
				client,
				metadata,
				succeed,
				fail,
				hint,
				log: (text) => this.logger.info(`${node.name}: ${text}`),
				keep: async (bytes, name) => await keptFile(this, bytes, name),
			}),
			limit,
		);
	} catch (error) {
		await outcomes.stop(error);
	} finally {
		addHints(this, texts());
	}
	return [outcomes.output()];
}

/** The plans of all items whose parameters are right. */
async function plansOf(count: number, planOf: (itemIndex: number) => Promise<Item['plan']>, { fail }: Outcomes): Promise<Item[]> {
	const items: Item[] = [];
	for (let itemIndex = 0; itemIndex < count; itemIndex++) {
		try {
			items.push({ itemIndex, plan: await planOf(itemIndex) });
		} catch (error) {
			await fail(error, itemIndex);
		}
	}
	return items;
}

/** The answer to all items where nothing can be run. */
function refused(context: IExecuteFunctions, reason: unknown): INodeExecutionData[] {
	const error = nodeError(reason, { node: context.getNode(), isMessageOnly: context.continueOnFail() });
	if (!context.continueOnFail()) throw error;
	return context.getInputData().map((_input, itemIndex) => failedItem(error, itemIndex));
}
