import { TIMEOUT_MS } from './faster';
import type { FaultyRequest, NamedFault } from './NamedFault';

type Headers = Record<string, string>;

/** A page that repeats what it was sent, as some firewalls do. */
function page(status: number, headers: Headers = {}): NamedFault['of'] {
	return ({ headers: sent }: FaultyRequest) => ({
		answer: {
			status,
			headers: { 'content-type': 'text/html', ...headers },
			body: `<html><title>${status} for ${String(sent['x-api-key'])}</title></html>`,
		},
	});
}

function answered(status: number, headers: Headers = {}): NamedFault['of'] {
	return () => ({ answer: { status, headers } });
}

/** The same, after EspoCRM did what it was asked for. */
function processed(of: NamedFault['of']): NamedFault['of'] {
	return (request) => ({ ...of(request), processed: true });
}

const LARGEST_BODY = 20;

/** What can happen on the way. @param elsewhere the address of another server */
export function networkFaults(elsewhere: string): NamedFault[] {
	const redirect =
		(status: number): NamedFault['of'] =>
		({ path }) => ({
			answer: { status, headers: { 'content-type': 'text/html', location: `${elsewhere}${path}` } },
		});
	return [
		{ name: 'delay', of: () => ({ delayMs: 120 }) },
		{ name: 'late answer', of: () => ({ delayMs: TIMEOUT_MS * 1.2 }), slow: true },
		{ name: 'drop', of: () => ({ silent: true }), slow: true },
		{ name: 'lost answer', of: () => ({ silent: true, processed: true }), slow: true },
		{ name: 'slow drip', of: () => ({ dripMs: TIMEOUT_MS / 3 }), slow: true },
		{ name: 'reset before', of: () => ({ reset: true }) },
		{ name: 'reset after', of: () => ({ reset: true, processed: true }) },
		{ name: 'cut in the headers', of: () => ({ cutHead: true, processed: true }) },
		{ name: 'truncated', of: () => ({ truncateAt: 3 }) },
		{ name: 'shortened', of: () => ({ shortenTo: 3 }) },
		{ name: 'empty', of: () => ({ shortenTo: 0 }) },
		{ name: '429', of: answered(429), certain: true },
		{ name: '429 retry', of: answered(429, { 'retry-after': '1' }), certain: true },
		{ name: '429 long', of: answered(429, { 'retry-after': '120' }), certain: true },
		{ name: '500', of: answered(500) },
		{ name: '500 processed', of: processed(answered(500)) },
		{ name: '500 retry', of: answered(500, { 'retry-after': '1' }) },
		{ name: '502', of: page(502) },
		{ name: '502 processed', of: processed(page(502)) },
		{ name: '503', of: page(503) },
		{ name: '503 retry', of: page(503, { 'retry-after': '1' }) },
		{ name: '504 processed', of: processed(page(504)) },
		{ name: 'page 200', of: page(200) },
		{ name: 'page 200 processed', of: processed(page(200)) },
		{ name: 'page 403', of: page(403), certain: true },
		{ name: 'page 406', of: page(406), certain: true },
		{ name: 'page 413', of: page(413), certain: true },
		{ name: 'body limit', of: (request) => (request.body.length > LARGEST_BODY ? page(413)(request) : undefined), certain: true },
		{ name: 'redirect 302', of: redirect(302), certain: true },
		{ name: 'redirect 307', of: redirect(307), certain: true },
	];
}
