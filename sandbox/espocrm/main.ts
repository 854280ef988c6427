import { parseArgs } from 'node:util';
import { sandboxUsers } from './sandboxUsers';
import { startSandbox } from './startSandbox';

const deliveryPauseMs = 2_000;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: 'string', default: '8765' }, version: { type: 'string', default: '10.0' } } });
	const sandbox = await startSandbox({
		port: Number(values.port),
		version: values.version === '7.5' ? '7.5' : '10.0',
		webhookAllowedAddresses: 'all',
	});
	// The real job runs every two minutes.
	const deliver = () => void sandbox.deliverWebhooks().finally(() => setTimeout(deliver, deliveryPauseMs).unref());
	deliver();
	const { full, hmac, poor, restricted, dutch, regular } = sandboxUsers;
	console.log(`EspoCRM sandbox ${values.version}: ${sandbox.url}\nAPI key: ${full.apiKey}\nAPI key with a poor role: ${poor.apiKey}
API key with hidden fields: ${restricted.apiKey}
API key of a Dutch user: ${dutch.apiKey}
HMAC: ${hmac.apiKey} with the secret key ${hmac.secretKey}\nUser and password: ${regular.userName} / ${regular.password}`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}

main().catch((error: NodeJS.ErrnoException) => {
	console.error(error.code === 'EADDRINUSE' ? 'This port is taken: choose another one with --port.' : error.message);
	process.exit(1);
});
