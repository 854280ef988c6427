import { Readable } from 'node:stream';

import {
	NodeHelpers,
	type IHookFunctions,
	type IPollFunctions,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';

import type { EspoCredentials } from '../../nodes/shared/api/login/EspoCredentials';
import { authenticatedRequest } from '../../nodes/shared/n8n/transport/authenticatedRequest';
import { FILES } from '../engine/table/contexts';
import type { Answer, Received } from '../engine/server/startServer';
import { nodeCredentials } from '../harness/nodeCredentials';

/** An expression that gives what a run is told to. */
export const GIVEN = '={{ $json.given }}';

/** The server's clock stands still, so that only what is given tells two runs apart. */
export const NOW = 'Sat, 28 Nov 2026 00:00:00 GMT';

interface Setting {
	type: INodeType;
	credentials: EspoCredentials;
	/** The server, without a network. */
	answer(request: Received): Promise<Answer>;
	/** Is told where each request goes. */
	onSend(url: URL): void;
	onHint(text: string): void;
}

/**
 * What n8n gives to a node that runs on one item, or to a trigger, without n8n's engine: the parameters are completed by n8n's own rules, the requests are
 * authenticated by the credential and answered in memory. A run costs a fraction of one in the engine.
 * @param parameters in which `GIVEN` stands for the value that is given
 */
export function memoryContext(
	setting: Setting,
	parameters: INodeParameters,
	given: unknown,
	item: IDataObject,
): IExecuteFunctions & IPollFunctions & IHookFunctions {
	const { type, credentials } = setting;
	const node: INode = {
		id: '2',
		name: 'EspoCRM',
		type: type.description.name,
		typeVersion: 1,
		position: [0, 0],
		credentials: nodeCredentials,
		parameters: {},
	};
	node.parameters = NodeHelpers.getNodeParameters(type.description.properties, parameters, true, false, node, type.description) ?? {};
	const kept = {};
	const context = {
		getNode: () => node,
		getNodeParameter: (name: string, ...rest: unknown[]) => resolved(at(node.parameters, name), given) ?? rest.at(-1),
		getInputData: () => [{ json: item, binary: FILES }],
		getTimezone: () => 'America/New_York',
		getMode: () => 'trigger',
		// What triggers ask for besides.
		getActivationMode: () => 'init',
		getWorkflow: () => ({ id: 'workflow' }),
		getWorkflowStaticData: () => kept,
		getInstanceId: () => 'instance',
		getNodeWebhookUrl: () => 'https://n8n.example.com/webhook/1',
		continueOnFail: () => false,
		getCredentials: async () => await Promise.resolve({ ...credentials }),
		addExecutionHints: (...added: Array<{ message: string }>) => added.forEach(({ message }) => setting.onHint(message)),
		logger: { warn: setting.onHint },
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => await sent(setting, options),
			assertBinaryData: (_itemIndex: number, name: string) => {
				if (typeof name !== 'string' || !Object.keys(FILES).includes(name)) throw new Error('There is no such file');
				return FILES[name];
			},
			prepareBinaryData: async (parts: AsyncIterable<Uint8Array>, fileName: string, mimeType: string) => {
				const contents: Uint8Array[] = [];
				for await (const part of parts) contents.push(part);
				return { data: Buffer.concat(contents).toString('base64'), fileName, mimeType };
			},
		},
	};
	return context as unknown as IExecuteFunctions & IPollFunctions & IHookFunctions;
}

async function sent({ credentials, answer, onSend }: Setting, options: IHttpRequestOptions) {
	const { url, method = 'GET', headers = {}, body } = authenticatedRequest(credentials, options);
	const target = new URL(url);
	onSend(target);
	const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
	const request = { method, url: url.slice(target.origin.length), headers: Object.fromEntries(named) as Received['headers'] };
	const { status = 200, headers: answered, body: given } = await answer({ ...request, body: typeof body === 'string' ? body : '' });
	return {
		statusCode: status,
		headers: { 'content-type': 'application/json', ...answered, ...(answered?.date ? { date: NOW } : {}) },
		body: options.encoding === 'stream' ? Readable.from([Buffer.from(String(given))]) : given,
	};
}

function at(parameters: INodeParameters, name: string): unknown {
	return name.split('.').reduce<unknown>((holder, key) => (holder as IDataObject | undefined)?.[key], parameters);
}

/** As n8n resolves expressions, at any depth. */
function resolved(entered: unknown, given: unknown): unknown {
	if (entered === GIVEN) return given;
	if (Array.isArray(entered)) return entered.map((part) => resolved(part, given));
	if (typeof entered !== 'object' || entered === null) return entered;
	return Object.fromEntries(Object.entries(entered).map(([key, part]) => [key, resolved(part, given)]));
}
