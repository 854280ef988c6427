import type { GenericValue, IExecuteFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { EspoCrm } from '../../../nodes/EspoCrm/EspoCrm.node';
import type { Answer, Received } from '../../engine/server/startServer';
import { memoryContext } from '../../properties/memoryNode';

/** What the node says of a failure. */
export interface Thrown {
	message: string;
	description?: string | null;
	context: { itemIndex?: number };
}

interface Run {
	/** In which `GIVEN` stands for what an item gives. */
	parameters: INodeParameters;
	/** What the items give; one that gives nothing when absent. */
	items?: GenericValue[];
	answer(request: Received): Answer;
	continueOnFail?: boolean;
	/** Whether an AI agent runs the node. */
	tool?: boolean;
}

/** Runs the node on several items without n8n's engine, as a saved workflow does. Tells what it sent, gave and said. */
export async function runInMemory({ parameters, items = [undefined], answer, continueOnFail = false, tool = false }: Run) {
	const [requests, hints]: [Received[], string[]] = [[], []];
	let [underWay, peak] = [0, 0];
	const type = new EspoCrm();
	const setting = {
		type,
		// An address of its own for each run: metadata is kept for each.
		credentials: { authentication: 'apiKey' as const, apiKey: 'key', url: `https://espo${++runs}.example.com` },
		answer: async (request: Received) => {
			requests.push(request);
			peak = Math.max(peak, ++underWay);
			await new Promise(setImmediate);
			underWay--;
			return answer(request);
		},
		onSend: () => undefined,
		onHint: (text: string) => void hints.push(text),
	};
	const contexts = items.map((given) => memoryContext(setting, parameters, given, { given }));
	const node = memoryContext(setting, parameters, undefined, {});
	const known = node.getNode();
	const context = {
		...node,
		getNode: () => (tool ? { ...known, type: `${known.type}Tool` } : known),
		getNodeParameter: (name: string, index: number, ...rest: [unknown]) =>
			((contexts[index] ?? node) as IExecuteFunctions).getNodeParameter(name, index, ...rest),
		getInputData: () => items.map((given) => ({ json: { given } })),
		continueOnFail: () => continueOnFail,
	} as unknown as IExecuteFunctions;
	let [output, error]: [INodeExecutionData[], Thrown | undefined] = [[], undefined];
	try {
		output = (await type.execute.call(context))[0] ?? [];
	} catch (thrown) {
		error = thrown as Thrown;
	}
	const sent = requests.map(({ method, url }) => `${method} ${url.replace('/api/v1', '')}`);
	return { output, error, hints, requests, sent, peak };
}

let runs = 0;
