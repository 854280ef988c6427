import { appendFileSync } from 'node:fs';

import type { INodeParameters } from 'n8n-workflow';

import { EspoCrmTrigger } from '../../../nodes/EspoCrmTrigger/EspoCrmTrigger.node';
import { EspoCrmWebhookTrigger } from '../../../nodes/EspoCrmWebhookTrigger/EspoCrmWebhookTrigger.node';
import { N8nWebhooks } from '../../harness/N8nWebhooks';
import { faultsOf } from './judgeNode';
import { observePolling, observeWebhooks } from './observers';
import { offeredBy } from './offeredBy';
import { startTableServer, type TableServer } from './startTableServer';

jest.setTimeout(900_000);
let server: TableServer;
beforeAll(async () => (server = await startTableServer()));
afterAll(async () => await server.close());

const report = (faults: string[]) =>
	process.env.TABLE_REPORT && appendFileSync(process.env.TABLE_REPORT, faults.map((line) => `${line}\n`).join(''));

/** Each kind of events, derived from the parameter that chooses it. */
const choices =
	new EspoCrmTrigger().description.properties
		.find(({ name }) => name === 'triggerOn')
		?.options?.flatMap((option) => ('value' in option ? [String(option.value)] : [])) ?? [];

test.each(choices)('the polling trigger on %s', async (triggerOn) => {
	const offered = await offeredBy(server, 'Opportunity', 'contacts', 'Opportunity');
	// It says itself that it needs a filter.
	const more: INodeParameters = triggerOn === 'recordEntersFilter' ? { filters: { textFilter: 'Acme' } } : {};
	const faults = await faultsOf(
		`trigger/${triggerOn}`,
		{ description: new EspoCrmTrigger().description, chosen: { triggerOn }, offered, more },
		observePolling(server),
	);
	report(faults);
	expect(faults).toEqual([]);
});

test.each<[string, INodeParameters]>([['all', {}]])('the webhook trigger: %s', async (_, chosen) => {
	const n8n = await N8nWebhooks.start();
	const offered = await offeredBy(server, 'Opportunity', 'contacts', 'Opportunity');
	const faults = await faultsOf(
		'webhookTrigger',
		{ description: new EspoCrmWebhookTrigger().description, chosen, offered },
		observeWebhooks(server, n8n, await server.recordOf('Opportunity')),
	);
	await n8n.close();
	report(faults);
	expect(faults).toEqual([]);
});
