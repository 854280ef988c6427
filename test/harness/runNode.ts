import './environment';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IRun,
	type NodeExecutionHint,
	type OnError,
} from 'n8n-workflow';

import { additionalData } from './additionalData';
import type { CredentialStore } from './CredentialStore';
import { nodeCredentials } from './nodeCredentials';
import { nodeTypes } from './nodeTypes';

export interface NodeRun {
	credentials: CredentialStore;
	/** Name of the node type; the EspoCRM node when absent. */
	type?: string;
	/** Of the node type; 1 when absent. */
	typeVersion?: number;
	parameters: INodeParameters;
	/** The input; one empty item when absent. */
	items?: Array<IDataObject | INodeExecutionData>;
	onError?: OnError;
	/** The workflow's time zone. */
	timezone?: string;
	/** The workflow's execution logic “v2”, on an n8n that has it: files are within the data of items. */
	binaryMode?: 'combined';
	/** Stops the execution, as a user does or the workflow's time-out. */
	cancel?: AbortSignal;
}

export interface RunError {
	message: string;
	description?: string | null;
	httpCode?: string | null;
	name: string;
	context: IDataObject;
}

export interface NodeResult {
	/** The items of the regular output. */
	items: INodeExecutionData[];
	/** Their data. */
	json: IDataObject[];
	/** The items of the error output (`onError: 'continueErrorOutput'`). */
	errorItems: INodeExecutionData[];
	/** Why the execution stopped. */
	error?: RunError;
	hints: NodeExecutionHint[];
	run: IRun;
}

const SUT = 'EspoCRM';

/** Runs one node in n8n's engine, as the second node of a workflow. */
export async function runNode(options: NodeRun): Promise<NodeResult> {
	const { credentials, type = 'espoCrm', typeVersion = 1, parameters, onError, timezone = 'UTC', binaryMode } = options;
	const input = (options.items ?? [{}]).map(asItem);
	const start: INode = { id: '1', name: 'Start', type: 'start', typeVersion: 1, position: [0, 0], parameters: {} };
	const sut: INode = {
		id: '2',
		name: SUT,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
		onError,
		credentials: nodeCredentials,
	};
	const connections = { Start: { main: [[{ node: SUT, type: 'main' as const, index: 0 }]] } };
	const settings = { timezone, executionOrder: 'v1' as const, ...(binaryMode ? { binaryMode } : {}) };
	const workflow = new Workflow({ id: 'workflow', nodes: [start, sut], connections, active: false, nodeTypes, settings });
	const saved = {
		id: 'workflow',
		name: 'workflow',
		nodes: [start, sut],
		connections,
		settings,
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
	};
	const hooks = new ExecutionLifecycleHooks('trigger', '1', saved);
	const data = createRunExecutionData({ executionData: { nodeExecutionStack: [{ node: start, data: { main: [input] }, source: null }] } });
	const running = new WorkflowExecute(additionalData(credentials, hooks), 'trigger', data).processRunExecutionData(workflow);
	options.cancel?.addEventListener('abort', () => running.cancel());
	const run = await running;
	return resultOf(run);
}

function resultOf(run: IRun): NodeResult {
	const { runData, error } = run.data.resultData;
	const task = runData[SUT]?.[0];
	const outputs = task?.data?.main ?? [];
	const [items, errorItems] = [outputs[0] ?? [], outputs[1] ?? []];
	return {
		items,
		errorItems,
		json: items.map(({ json }) => json),
		error: (error ?? task?.error) as RunError | undefined,
		hints: task?.hints ?? [],
		run,
	};
}

function asItem(item: IDataObject | INodeExecutionData): INodeExecutionData {
	return isItem(item) ? item : { json: item };
}

function isItem(item: IDataObject | INodeExecutionData): item is INodeExecutionData {
	return typeof item.json === 'object' && item.json !== null;
}
