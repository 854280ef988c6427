import { EspoError } from '../client/EspoError';
import { brokenRule } from '../messages/validationText';
import { asError } from '../values/asError';
import { InvalidInput } from '../values/InvalidInput';

const PARAMETER = 'Webhook URL';
/** What sets the address of n8n that EspoCRM is given. */
export const ADDRESS_SETTING = 'N8N_WEBHOOK_URL (WEBHOOK_URL on older n8n)';
const PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' };

/** What EspoCRM has against an address (espocrm-api.md#webhooks), in words that say what to do; other errors as they are. */
export function webhookRefusal(error: unknown, url: string): Error {
	const broken = error instanceof EspoError ? brokenRule(error) : undefined;
	if (broken?.field !== 'url') return asError(error);
	const address = addressOf(url);
	if (broken.rule === 'notInternal') {
		return new InvalidInput(
			PARAMETER,
			`EspoCRM does not send webhooks to ${address}`,
			`The address is an internal one, or EspoCRM can't resolve it. Ask an administrator to add '${address}' to 'webhookAllowedAddressList' in EspoCRM's data/config.php (EspoCRM 10.0 then accepts it, but delivers only to https and a host name that is in DNS), or give n8n an address that EspoCRM can reach: ${ADDRESS_SETTING}.`,
		);
	}
	return new InvalidInput(
		PARAMETER,
		`EspoCRM does not accept n8n's address ${url.split('?')[0] ?? ''}`,
		`Give n8n an address that EspoCRM can reach, e.g. https://n8n.example.com: ${ADDRESS_SETTING}.`,
	);
}

/** As EspoCRM compares it: always with the port. */
function addressOf(url: string): string {
	const { hostname, port, protocol } = new URL(url);
	return `${hostname}:${port || (PORTS[protocol] ?? '')}`;
}
