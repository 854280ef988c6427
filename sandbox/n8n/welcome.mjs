import { owner } from './owner.mjs';

export function welcome({ client, sandbox, espoCrmVersion, credential, examples, logs }) {
	const workflows = examples.map(({ workflow }) => `    ${client.url}/workflow/${workflow.id}  ${workflow.name}`);
	return `
Open ${client.url} and log in:

    e-mail    ${owner.email}
    password  ${owner.password}

The examples are there, with the credential "${credential.name}". Open any but 4 and 6, which begin with a trigger, and click "Execute workflow":

${workflows.join('\n')}

The sandbox EspoCRM, an API without pages, answers as version ${espoCrmVersion} at ${sandbox.url}. It starts with the same records each time.
Logs: ${logs}

Ctrl-C stops both.
`;
}
