import { Failure } from '../../../scripts/Failure.mjs';
import { nodeType } from '../../../scripts/names.mjs';
import { runManually } from '../../../sandbox/n8n/runExample.mjs';
import { saveCredential, saveWorkflow } from '../../../sandbox/n8n/seed.mjs';
import { startProxy } from '../startProxy.mjs';

const atOnce = 4;
const mostRounds = 30;

function readingWorkflow({ id, name, type }) {
	const nodes = [
		{ id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{
			id: 'get',
			name: 'Get',
			type: nodeType('espoCrm'),
			typeVersion: 1,
			position: [220, 0],
			parameters: { resource: 'user', operation: 'getCurrent' },
			credentials: { [type]: { id, name } },
		},
	];
	const connections = { Start: { main: [[{ node: 'Get', type: 'main', index: 0 }]] } };
	const meta = { check: { expectNode: 'Get', contains: ['emma'] } };
	return { id: 'e2eReading', name: 'Who am I', nodes, connections, settings: { executionOrder: 'v1' }, meta };
}

/** A way to the sandbox that counts the passwords that pass. */
async function countLogins(sandbox) {
	const port = new URL(sandbox.url).port;
	let logins = 0;
	const target = ({ headers }) => {
		if (headers['espo-authorization'] && headers['espo-authorization-by-token'] !== 'true') logins += 1;
		return port;
	};
	const { url } = await startProxy({ target });
	return { url, logins: () => logins };
}

function requireOneLogin(logins) {
	if (logins !== 1) throw new Failure(`the password was sent ${logins} times instead of once`);
}

/** The action node runs on the workers, which share the session of a person who logs in with a password. */
export async function actionOnWorkers({ client, worker1, worker2 }, sandbox) {
	const { url, logins } = await countLogins(sandbox);
	const { userName: username, password } = sandbox.users.regular;
	const data = { authentication: 'password', url, username, password };
	const credential = await saveCredential(client, { name: 'A person', type: sandbox.credential.type, data });
	const workflow = readingWorkflow(credential);
	await saveWorkflow(client, workflow);
	await runManually(client, workflow);
	requireOneLogin(logins());
	const ran = (worker) => worker.told('Worker finished').length;
	let count = 1;
	for (let round = 0; round < mostRounds && !(ran(worker1) && ran(worker2)); round += 1) {
		await Promise.all(Array.from({ length: atOnce }, () => runManually(client, workflow)));
		count += atOnce;
	}
	if (!ran(worker1) || !ran(worker2)) throw new Failure(`${ran(worker1)} executions on one worker, ${ran(worker2)} on the other`);
	requireOneLogin(logins());
	return `${count} executions, ${ran(worker1)} and ${ran(worker2)} on the two workers, one log-in`;
}
