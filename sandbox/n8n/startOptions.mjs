import { parseArgs } from 'node:util';
import { Failure } from '../../scripts/Failure.mjs';

export const usage = `npm start -- [options]

Starts a sandbox EspoCRM and an n8n with this package, its credential and the example workflows.

  --check                   run the examples unattended on free ports and exit with 0 or 1
  --n8n-port <port>         n8n (default 5678, or N8N_SANDBOX_PORT)
  --broker-port <port>      n8n's own task broker (default 5679, or N8N_SANDBOX_BROKER_PORT)
  --espocrm-port <port>     the sandbox EspoCRM (default 8080, or ESPOCRM_SANDBOX_PORT)
  --espocrm-version <v>     the version that it answers as (default 10.0, or ESPOCRM_SANDBOX_VERSION)
  --reset                   forget what was done in n8n so far: workflows, executions, the account
  --help                    show this text
`;

const flags = {
	check: { type: 'boolean', default: false },
	reset: { type: 'boolean', default: false },
	help: { type: 'boolean', default: false },
	'n8n-port': { type: 'string' },
	'broker-port': { type: 'string' },
	'espocrm-port': { type: 'string' },
	'espocrm-version': { type: 'string' },
};

const ports = [
	{ key: 'n8n', flag: 'n8n-port', variable: 'N8N_SANDBOX_PORT', usual: 5678 },
	{ key: 'broker', flag: 'broker-port', variable: 'N8N_SANDBOX_BROKER_PORT', usual: 5679 },
	{ key: 'espoCrm', flag: 'espocrm-port', variable: 'ESPOCRM_SANDBOX_PORT', usual: 8080 },
];

function parse(args) {
	try {
		return parseArgs({ args, options: flags }).values;
	} catch (error) {
		throw new Failure(`${error.message}\n\n${usage}`);
	}
}

/** A port 0 stands for any free one. */
export function startOptions(args, env) {
	const given = parse(args);
	const port = ({ key, flag, variable, usual }) => {
		const text = given[flag] ?? (env[variable] || undefined);
		const number = text === undefined ? (given.check ? 0 : usual) : Number(text);
		if (!Number.isInteger(number) || number < 0 || number > 65535) throw new Failure(`--${flag} needs a port number, not "${text}"`);
		return [key, { number, flag, variable }];
	};
	return {
		check: given.check,
		reset: given.reset,
		help: given.help,
		espoCrmVersion: given['espocrm-version'] ?? (env.ESPOCRM_SANDBOX_VERSION || '10.0'),
		ports: Object.fromEntries(ports.map(port)),
	};
}
