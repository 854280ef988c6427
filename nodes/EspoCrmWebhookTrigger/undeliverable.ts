import { ADDRESS_SETTING } from '../shared/api/webhooks/webhookRefusal';

const IP_ADDRESS = /^\[|^\d+(\.\d+){3}$/;
/** Names that are looked up in a hosts file or a local network rather than in DNS. */
const LOCAL_NAME = /^[^.]+$|\.(local|localhost|internal|lan|home|test)$/i;

/** What EspoCRM 10.0 asks of an address, in words for the panel, the activation and the log. */
export const DELIVERED_TO =
	'EspoCRM 10.0 delivers only to an https address with a host name that is in DNS (no http, no IP address, no name from a hosts file).';

/**
 * What to say of an address that EspoCRM 10.0 accepts and then never delivers to; it says so in its own log only. Other
 * versions deliver, so that the address is not refused. Undefined for an address that is fine.
 */
export function undeliverable(url: string): string | undefined {
	const { protocol, hostname, origin } = new URL(url);
	if (protocol === 'https:' && !IP_ADDRESS.test(hostname) && !LOCAL_NAME.test(hostname)) return undefined;
	return `EspoCRM may never deliver to ${origin}. ${DELIVERED_TO} Set ${ADDRESS_SETTING} to such an address and publish the workflow again.`;
}
