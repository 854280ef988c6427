import type { IExecuteFunctions, INodeType } from 'n8n-workflow';

import { byKey } from '../engine/server/credential';
import { CREDENTIAL_TYPE } from '../harness/nodeCredentials';
import { addNodeType } from '../harness/nodeTypes';
import { runNode } from '../harness/runNode';
import type { Contender } from './Contender';
import { inTurn } from './inTurn';
import { readList } from './readList';
import { asRow } from './rows';
import type { BenchRequest, Given, Scenario } from './Scenario';

const AT_ONCE = 4;
let work: { scenario: Scenario; given: Given } | undefined;

/** The least that a node can do: it sends the requests as they are by n8n's helper, reads no parameter and checks nothing. */
const floor: INodeType = {
	description: {
		displayName: 'Floor',
		name: 'floor',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: CREDENTIAL_TYPE, required: true }],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		if (!work) throw new Error('There is nothing to do');
		const { scenario, given } = work;
		const ask = async ({ method, path, searchParams, body, headers }: BenchRequest) =>
			(await this.helpers.httpRequestWithAuthentication.call(this, CREDENTIAL_TYPE, {
				method,
				url: `/${path}`,
				...(searchParams ? { qs: { searchParams: JSON.stringify(searchParams) } } : {}),
				body,
				headers,
				json: true,
			})) as unknown;
		const all = scenario.requests(given);
		const rows =
			scenario.isList && all[0]
				? await readList(all[0], scenario.count, AT_ONCE, ask)
				: (await inTurn(all, scenario.isOneByOne ? 1 : AT_ONCE, ask)).map(asRow);
		return [rows.map((json) => ({ json }))];
	},
};
addNodeType('floor', floor);

/** What n8n itself costs. */
export const floorContender: Contender = async (scenario, given, { url, apiKey }) => {
	work = { scenario, given };
	const { json, error } = await runNode({ credentials: byKey(url, { apiKey }), type: 'floor', parameters: {}, items: [{}] });
	if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
	return json;
};
