import type { INodeParameters } from 'n8n-workflow';

import { EspoCrmTrigger } from '../../../nodes/EspoCrmTrigger/EspoCrmTrigger.node';
import { EspoCrmWebhookTrigger } from '../../../nodes/EspoCrmWebhookTrigger/EspoCrmWebhookTrigger.node';
import { offeredBy } from '../../engine/table/offeredBy';
import { startTableServer, type TableServer } from '../../engine/table/startTableServer';
import { judgeParameters } from '../../properties/judgeParameters';
import { NOW } from '../../properties/memoryNode';

jest.setTimeout(300_000);
let server: TableServer;
beforeAll(async () => {
	server = await startTableServer();
	jest.spyOn(Date, 'now').mockReturnValue(Date.parse(NOW));
});
afterAll(async () => await server.close());

/** Each kind of events, derived from the parameter that chooses it. */
const kinds = new EspoCrmTrigger().description.properties.find(({ name }) => name === 'triggerOn')?.options ?? [];

test.each(kinds.flatMap((option) => ('value' in option ? [String(option.value)] : [])))('the polling trigger on %s', async (triggerOn) => {
	const type = new EspoCrmTrigger();
	const offered = await offeredBy(server, 'Opportunity', 'contacts', 'Opportunity');
	// It says itself that it needs a filter.
	const more: INodeParameters = triggerOn === 'recordEntersFilter' ? { filters: { textFilter: 'Acme' } } : {};
	await judgeParameters({
		type,
		run: async (context) => [await type.poll.call(context), await type.poll.call(context)],
		server,
		offered,
		chosen: { triggerOn },
		more,
	});
});

test('the webhook trigger', async () => {
	const type = new EspoCrmWebhookTrigger();
	const offered = await offeredBy(server, 'Opportunity', 'contacts', 'Opportunity');
	await judgeParameters({
		type,
		run: async (context) => await type.webhookMethods.default.create.call(context),
		server,
		offered,
		chosen: {},
	});
});
