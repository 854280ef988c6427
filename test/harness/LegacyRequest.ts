import './environment';
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription, IRequestOptions } from 'n8n-workflow';

import { CREDENTIAL_TYPE } from './nodeCredentials';

/**
 * Sends requests the way n8n's HTTP Request node does with a predefined credential type: older request options with `uri`,
 * one request per item, all items at once.
 */
export class LegacyRequest implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'HTTP Request',
		name: 'httpRequest',
		group: ['output'],
		version: 1,
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'Method', name: 'method', type: 'string', default: 'GET' },
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Body', name: 'body', type: 'json', default: '' },
			{ displayName: 'Follow Redirects', name: 'followRedirects', type: 'boolean', default: true },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const settled = await Promise.allSettled(this.getInputData().map(async (_item, index) => await requestOf(this, index)));
		const items = settled.map((result, index): INodeExecutionData => {
			if (result.status === 'fulfilled') return { json: result.value, pairedItem: { item: index } };
			if (!this.continueOnFail()) throw result.reason;
			return { json: { error: (result.reason as Error).message }, pairedItem: { item: index } };
		});
		return [items];
	}
}

async function requestOf(context: IExecuteFunctions, index: number): Promise<INodeExecutionData['json']> {
	const body = context.getNodeParameter('body', index) as string;
	const options: IRequestOptions = {
		headers: {},
		method: context.getNodeParameter('method', index) as IRequestOptions['method'],
		uri: context.getNodeParameter('url', index) as string,
		gzip: true,
		rejectUnauthorized: true,
		followRedirect: false,
		resolveWithFullResponse: true,
		json: true,
	};
	if (context.getNodeParameter('followRedirects', index))
		Object.assign(options, { followRedirect: true, followAllRedirects: true, maxRedirects: 21 });
	if (body) options.body = JSON.parse(body) as IRequestOptions['body'];
	const answer = (await context.helpers.requestWithAuthentication.call(context, CREDENTIAL_TYPE, options, undefined, index)) as {
		statusCode: number;
		body: INodeExecutionData['json'];
	};
	return { statusCode: answer.statusCode, body: answer.body };
}
