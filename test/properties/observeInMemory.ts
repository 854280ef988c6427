import type { IExecuteFunctions, IHookFunctions, INodeParameters, INodeType, IPollFunctions } from 'n8n-workflow';

import { INPUT } from '../engine/table/contexts';
import type { Observation } from '../engine/table/Observation';
import type { TableServer } from '../engine/table/startTableServer';
import type { RunError } from '../harness/runNode';
import { memoryContext } from './memoryNode';

export interface Seen extends Observation {
	/** The item that the refusal names. */
	itemIndex?: unknown;
	/** The hosts that were asked. */
	origins: string[];
}

/** A node, and what n8n calls of it. */
export interface MemoryRun {
	type: INodeType;
	run(context: IExecuteFunctions & IPollFunctions & IHookFunctions): Promise<unknown>;
}

/** Runs a node in memory and tells what it did. @param given what `GIVEN` stands for */
export async function observeInMemory(
	{ type, run }: MemoryRun,
	server: TableServer,
	parameters: INodeParameters,
	given?: unknown,
): Promise<Seen> {
	server.reset();
	const [hints, origins]: [string[], string[]] = [[], []];
	const setting = {
		type,
		credentials: { ...server.credentials.data },
		answer: server.answer,
		onSend: ({ origin }: URL) => void origins.push(origin),
		onHint: (text: string) => void hints.push(text),
	};
	try {
		const output = await run(memoryContext(setting, parameters, given, { ...INPUT }));
		return { requests: server.requests(), output: JSON.stringify(output), hints, origins };
	} catch (error) {
		const { message, description, context } = error as RunError;
		const text = [message, description].filter(Boolean).join(' | ');
		// What n8n itself can't complete never reaches the node.
		const isHosts = !('context' in (error as RunError));
		const errorText = isHosts ? `The workflow has issues and cannot be executed: ${text}` : text;
		return { requests: server.requests(), output: '', hints, origins, error: errorText, itemIndex: isHosts ? 0 : context.itemIndex };
	}
}
