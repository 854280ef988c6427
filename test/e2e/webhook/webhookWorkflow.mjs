import { nodeType } from '../../../scripts/names.mjs';

/** A workflow that only takes what EspoCRM sends. */
export function webhookWorkflow({ id, webhookId, entityTypes, events }, credential) {
	const trigger = {
		id: `${id}-trigger`,
		name: 'Trigger',
		type: nodeType('espoCrmWebhookTrigger'),
		typeVersion: 1,
		position: [0, 0],
		webhookId,
		parameters: { entityTypes, events },
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
	};
	const end = { id: `${id}-end`, name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220, 0], parameters: {} };
	const connections = { Trigger: { main: [[{ node: 'End', type: 'main', index: 0 }]] } };
	return { id, name: id, nodes: [trigger, end], connections, settings: { executionOrder: 'v1' } };
}
