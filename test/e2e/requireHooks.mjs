import { Failure } from '../../scripts/Failure.mjs';
import { waitUntil } from '../../sandbox/n8n/waitUntil.mjs';
import { listHooks } from './listHooks.mjs';

const seconds = 180;

/** Waits until EspoCRM has exactly these webhooks: `expected` is a list of an address and the events that it is for. */
export async function requireHooks(sandbox, expected) {
	const wanted = expected.flatMap(({ url, events }) => events.map((event) => `${event} ${url}?event=${event}`)).sort();
	const same = async () => JSON.stringify(await listHooks(sandbox)) === JSON.stringify(wanted);
	try {
		await waitUntil('The right list of webhooks', same, { seconds });
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		const found = await listHooks(sandbox);
		throw new Failure(`EspoCRM has the webhooks ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
	}
	return `${wanted.length} webhooks`;
}
