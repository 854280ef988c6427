import type { IExecuteFunctions, INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { EspoError } from '../api/client/EspoError';
import { PartlyDone } from '../api/client/partlyDone';
import type { Metadata } from '../api/metadata/Metadata';
import { fieldTexts, nodeError } from '../n8n/messages/nodeError';
import { doneNote } from './doneNote';
import type { JobContext } from './JobContext';
import { isTool, toolAnswer } from './toolAnswer';

interface Failure {
	error: unknown;
	itemIndex?: number;
	note?: string;
}

/** What becomes of the items of a run. */
export interface Outcomes extends Pick<JobContext, 'succeed' | 'fail'> {
	/** Ends the run after a failure that is none of a single item. @throws NodeApiError, NodeOperationError unless the node goes on after a failure */
	stop(error: unknown): Promise<void>;
	/** In the order of the items, each paired with the one that it comes from. */
	output(): INodeExecutionData[];
}

/** Collects the outcomes of all items of a run. @param needs what the operation asks of a server or role */
export function createOutcomes(context: IExecuteFunctions, metadata: Metadata, needs?: string): Outcomes {
	const results: INodeExecutionData[][] = context.getInputData().map(() => []);
	const done: number[] = [];
	/** Those that failed, and may have been done all the same. */
	const doubtful: number[] = [];
	let stoppedBy: Failure | undefined;
	/** What those that failed beside the one that is shown have done all the same. */
	const besides: string[] = [];

	const errorOf = async ({ error, itemIndex, note }: Failure, doneBefore?: string) => {
		const place = {
			node: context.getNode(),
			itemIndex,
			needs,
			note: [note, doneBefore].filter(Boolean).join(' '),
			isMessageOnly: doneBefore === undefined,
		};
		return nodeError(error, place, await fieldTexts(error, metadata));
	};
	const fail: Outcomes['fail'] = async (failure, itemIndex) => {
		const { error, note, isDoubtful, hasDone } = partsOf(failure);
		if (isDoubtful) doubtful.push(itemIndex);
		if (isTool(context.getNode())) {
			results[itemIndex] = [toolAnswer(await errorOf({ error, note }), itemIndex)];
			return;
		}
		if (!context.continueOnFail()) {
			if (stoppedBy && hasDone) besides.push(`Item ${itemIndex}: ${note}`);
			stoppedBy ??= { error, itemIndex, note };
			throw stoppedBy.error;
		}
		results[itemIndex] = [failedItem(await errorOf({ error, itemIndex, note }), itemIndex)];
	};
	return {
		fail,
		succeed(itemIndex, output) {
			results[itemIndex] = output;
			done.push(itemIndex);
		},
		async stop(error) {
			if (stoppedBy || !context.continueOnFail())
				throw await errorOf(stoppedBy ?? { error }, [doneNote({ done, doubtful, count: results.length }), ...besides].join(' ').trim());
			// Of a node that throws n8n sends the input on by the output for successes.
			for (const itemIndex of results.keys()) if (!done.includes(itemIndex) && !results[itemIndex]?.length) await fail(error, itemIndex);
		},
		output: () => results.flat(),
	};
}

function partsOf(failure: unknown): { error: unknown; note?: string; isDoubtful: boolean; hasDone: boolean } {
	const { error, note, hasDone } =
		failure instanceof PartlyDone
			? { error: failure.reason, note: failure.message, hasDone: failure.hasDone }
			: { error: failure, note: undefined, hasDone: false };
	return { error, note, hasDone, isDoubtful: hasDone || (error instanceof EspoError && error.ambiguous) };
}

/** What an error output is given for an item. */
export function failedItem(error: NodeApiError | NodeOperationError, itemIndex: number): INodeExecutionData {
	return { json: { error: error.message }, error, pairedItem: { item: itemIndex } };
}
