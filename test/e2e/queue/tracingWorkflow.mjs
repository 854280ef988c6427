import { nodeType } from '../../../scripts/names.mjs';

const credentials = ({ id, name, type }) => ({ [type]: { id, name } });

/** Every ten seconds. n8n refuses one schedule of less than a minute, but takes several of a minute each. */
const everyTenSeconds = { item: [0, 10, 20, 30, 40, 50].map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` })) };

const account = { __rl: true, mode: 'id', value: 'Account' };

const triggers = {
	posts: {
		type: nodeType('espoCrmTrigger'),
		parameters: { pollTimes: everyTenSeconds, triggerOn: 'streamEvent', source: 'everything', events: ['post'], entityTypes: ['Account'] },
	},
	accounts: {
		type: nodeType('espoCrmTrigger'),
		parameters: { pollTimes: everyTenSeconds, triggerOn: 'recordCreated', entityType: account },
	},
	webhook: {
		type: nodeType('espoCrmWebhookTrigger'),
		webhookId: 'e2e-webhook',
		parameters: { entityTypes: ['Account'], events: ['create'] },
	},
};

/** The name of the task that one event leaves in EspoCRM. */
export const traceOf = (kind, id) => `${kind} ${id}`;

/**
 * A workflow in which each event leaves exactly one task in EspoCRM.
 * `assignee` is the id of a user, which tasks need. It waits in between, so that at any time some executions are under way.
 */
export function tracingWorkflow(kind, credential, assignee) {
	const node = (id, name, rest) => ({ id: `${kind}-${id}`, name, position: [0, 0], typeVersion: 1, ...rest });
	const nodes = [
		node('trigger', 'Trigger', { ...triggers[kind], credentials: credentials(credential) }),
		node('wait', 'Wait', {
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { resume: 'timeInterval', amount: 3, unit: 'seconds' },
		}),
		node('trace', 'Trace', {
			type: nodeType('espoCrm'),
			parameters: {
				resource: 'entity',
				operation: 'create',
				entityType: { __rl: true, mode: 'id', value: 'Task' },
				specifyFields: 'json',
				fieldsJson: `={{ JSON.stringify({ name: ${JSON.stringify(traceOf(kind, ''))} + $json.id, assignedUserId: ${JSON.stringify(assignee)} }) }}`,
			},
			credentials: credentials(credential),
		}),
	];
	const to = (name) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	const connections = { Trigger: to('Wait'), Wait: to('Trace') };
	return { id: `e2e${kind}`, name: kind, nodes, connections, settings: { executionOrder: 'v1' } };
}
