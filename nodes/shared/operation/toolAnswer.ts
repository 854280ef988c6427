import type { INode, INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';

/** Whether an AI agent runs the node: n8n derives a node type of its own for that, on every host. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}

/** A refusal as the model reads it: of an error that is thrown n8n gives it the message alone, or nothing, or ends the run. */
export function toolAnswer({ message }: NodeApiError | NodeOperationError, itemIndex: number): INodeExecutionData {
	return { json: { error: message }, pairedItem: { item: itemIndex } };
}
