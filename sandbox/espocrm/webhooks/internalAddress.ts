/** `host:port`, or everything. */
export type AllowedAddresses = string[] | 'all';

const internal =
	/^(localhost|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|169\.254\..*|0\.0\.0\.0|\[.*\]|[^.]+|.*\.(internal|invalid|local|test))$/;

/** Whether EspoCRM 10.0 sends nothing there: internal hosts and those that do not resolve, unless they are allowed. */
export function isInternal(address: string, allowed: AllowedAddresses): boolean {
	const { hostname, port, protocol } = new URL(address);
	const given = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
	return allowed !== 'all' && !allowed.includes(given) && internal.test(hostname);
}
