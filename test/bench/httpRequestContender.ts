import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';

import { byKey } from '../engine/server/credential';
import { CREDENTIAL_TYPE } from '../harness/nodeCredentials';
import { addNodeType } from '../harness/nodeTypes';
import { runNode } from '../harness/runNode';
import type { Contender } from './Contender';
import { asRow } from './rows';
import type { BenchRequest } from './Scenario';

const NAME = 'n8n-nodes-base.httpRequest';
const VERSION = 4.2;
/** Where `npm start` installs n8n. */
const FILE = join(__dirname, '../../.cache/n8n/app/node_modules/n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js');

/** n8n's own node for any API, with our credential, as its documentation shows it. */
export const httpRequestContender: Contender = async ({ requests, isList, count }, given, { url, apiKey }) => {
	addNodeType(NAME, httpRequestNode());
	const all = requests(given);
	const [first] = all;
	if (!first) return [];
	const parameters = isList ? pagesOf(url, first, count) : each(first);
	const items = isList
		? [{}]
		: all.map(({ path, body = {} }): IDataObject => ({ url: `${url}/api/v1/${path}`, body: body as IDataObject }));
	const { json, error } = await runNode({ credentials: byKey(url, { apiKey }), type: NAME, parameters, items, typeVersion: VERSION });
	if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
	return isList ? json.flatMap(({ list }) => list as IDataObject[]) : json.map(asRow);
};

function httpRequestNode(): INodeType {
	if (!existsSync(FILE)) throw new Error('n8n is not installed here; “npm start -- --check” does that');
	const { HttpRequest } = require(FILE) as { HttpRequest: new () => { getNodeType(version: number): INodeType } };
	return new HttpRequest().getNodeType(VERSION);
}

function common(method: string): INodeParameters {
	return { method, authentication: 'predefinedCredentialType', nodeCredentialType: CREDENTIAL_TYPE };
}

/** A request for each item. */
function each({ method, body, headers = {} }: BenchRequest): INodeParameters {
	const named = Object.entries(headers).map(([name, value]) => ({ name, value }));
	return {
		...common(method),
		url: '={{ $json.url }}',
		...(body ? { sendBody: true, specifyBody: 'json', jsonBody: '={{ $json.body }}' } : {}),
		...(named.length ? { sendHeaders: true, headerParameters: { parameters: named } } : {}),
		options: {},
	};
}

/** Page by page with an offset. */
function pagesOf(url: string, { path, searchParams }: BenchRequest, count: number): INodeParameters {
	const maxSize = Math.min(200, count);
	const asked = JSON.stringify({ ...searchParams, maxSize });
	const page = { type: 'qs', name: 'searchParams', value: `={{ JSON.stringify({ ...${asked}, offset: $pageCount * ${maxSize} }) }}` };
	return {
		...common('GET'),
		url: `${url}/api/v1/${path}`,
		options: {
			pagination: {
				pagination: {
					parameters: { parameters: [page] },
					paginationCompleteWhen: 'other',
					completeExpression: `={{ $response.body.list.length < ${maxSize} }}`,
				},
			},
		},
	};
}
