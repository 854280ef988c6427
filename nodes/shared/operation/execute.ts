import type { IExecuteFunctions, INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { addHints } from '../n8n/messages/addHints';
import { fieldTexts, nodeError } from '../n8n/messages/nodeError';
import { connect } from '../n8n/transport/connect';
import { keptFile } from '../n8n/transport/keptFile';
import { createRunHints } from './createRunHints';
import { createSearches } from './createSearches';
import { doneNote } from './doneNote';
import { inOrder } from './inOrder';
import type { OutputItem, Operation } from './Operation';
import { planJobs, type Item } from './planJobs';
import { readValues } from './readValues';
import { isTool, toolAnswer } from './toolAnswer';
import { unknownOperation } from './unknownOperation';

const USUAL_IN_FLIGHT = 4;
const MOST_IN_FLIGHT = 16;

/**
 * Runs the chosen operation for all items: reads and checks every parameter first, then sends. Results keep the order
 * of the items and name the item they come from.
 * @throws NodeApiError, NodeOperationError unless the node goes on after a failure
 */
export async function executeOperation(this: IExecuteFunctions, operations: Operation[]): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0);
	const operation = operations.find(
		(candidate) => candidate.resource === resource && candidate.value === this.getNodeParameter('operation', 0, ''),
	);
	if (!operation) {
		const chosen = unknownOperation(resource, this.getNodeParameter('operation', 0, ''));
		const error = nodeError(chosen, { node: this.getNode(), isMessageOnly: this.continueOnFail() });
		if (!this.continueOnFail()) throw error;
		return [this.getInputData().map((_input, itemIndex) => failedItem(error, itemIndex))];
	}
	// The parameters as they stand: an expression belongs to the items, and may fail for one of them.
	const given = this.getNode().parameters;
	const connection = connect(this, { ofManyTypes: operation.parameters.some(({ isOfManyTypes }) => isOfManyTypes?.(given)) });
	const results: INodeExecutionData[][] = this.getInputData().map(() => []);
	const done: number[] = [];
	const { hint, hintOnce, texts } = createRunHints();
	const search = createSearches(connection.client);
	let stoppedBy: Failure | undefined;

	const built = async ({ error, itemIndex, note }: Failure, doneBefore?: string) => {
		const place = {
			node: this.getNode(),
			itemIndex,
			needs: operation.needs,
			note: [note, doneBefore].filter(Boolean).join(' '),
			isMessageOnly: doneBefore === undefined,
		};
		return nodeError(error, place, await fieldTexts(error, connection.metadata));
	};
	const fail = async (error: unknown, itemIndex: number, note?: string) => {
		if (isTool(this.getNode())) {
			results[itemIndex] = [toolAnswer(await built({ error, note }), itemIndex)];
			return;
		}
		if (!this.continueOnFail()) {
			stoppedBy ??= { error, itemIndex, note };
			throw stoppedBy.error;
		}
		const failure = await built({ error, itemIndex, note });
		results[itemIndex] = [failedItem(failure, itemIndex)];
	};
	const succeed = (itemIndex: number, output: OutputItem[]) => {
		results[itemIndex] = output.map((item) => ({ ...item, pairedItem: { item: itemIndex } }));
		done.push(itemIndex);
	};

	try {
		const items: Item[] = [];
		for (const itemIndex of results.keys()) {
			try {
				const ofRun = { metadata: connection.metadata, hint: (text: string) => hint(itemIndex, text), hintOnce, identifiedRecords: search };
				items.push({ itemIndex, plan: operation.plan(await readValues(this, operation, itemIndex, ofRun)) });
			} catch (error) {
				await fail(error, itemIndex);
			}
		}
		// An option can differ from item to item; the most careful one counts.
		const limit = items.reduce((least, { plan }) => Math.min(least, plan.inFlight ?? USUAL_IN_FLIGHT), MOST_IN_FLIGHT);
		connection.client.inFlight = Math.max(limit, connection.client.inFlight);
		await inOrder(
			planJobs(items, { ...connection, succeed, fail, hint, keep: async (bytes, name) => await keptFile(this, bytes, name) }),
			limit,
		);
	} catch (error) {
		if (stoppedBy || !this.continueOnFail()) throw await built(stoppedBy ?? { error }, doneNote(done, results.length));
		// Of a node that throws n8n sends the input on by the output for successes.
		for (const itemIndex of results.keys()) if (!done.includes(itemIndex) && !results[itemIndex]?.length) await fail(error, itemIndex);
	} finally {
		addHints(this, texts());
	}
	return [results.flat()];
}

/** What an error output is given for an item. */
function failedItem(error: NodeApiError | NodeOperationError, itemIndex: number): INodeExecutionData {
	return { json: { error: error.message }, error, pairedItem: { item: itemIndex } };
}

interface Failure {
	error: unknown;
	itemIndex?: number;
	note?: string;
}
