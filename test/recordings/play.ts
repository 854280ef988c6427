import { createHmac } from 'node:crypto';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';

import { stable } from './stable';
import type { Answer, As, Step } from './Step';

export interface Logins {
	url: string;
	apiKey: string;
	hmac: { apiKey: string; secretKey: string };
	person: { username: string; password: string };
	/** The key of an API user that may little. */
	poor: string;
}

type Headers = Record<string, string>;
interface Received {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
}

const TEXT_MOST = 300;
const TIMEOUT_MS = 60_000;

/** Plays requests one after the other on one server. */
export class Player {
	/** IDs by the names under which steps kept them. */
	private readonly ids = new Map<string, string>();
	private token = '';

	/** @param ids that the requests name and no step makes */
	constructor(
		private readonly logins: Logins,
		ids: Record<string, string>,
	) {
		for (const [name, id] of Object.entries({ ...ids, long: 'x'.repeat(9_000) })) this.ids.set(name, id);
	}

	async play(step: Step): Promise<Answer> {
		const { method, save, search, only } = step;
		const query = search ? `?searchParams=${encodeURIComponent(this.filled(JSON.stringify(search)))}` : '';
		const path = `/${this.filled(step.path)}${query}`;
		const body = step.raw ?? (step.body === undefined ? undefined : this.filled(JSON.stringify(step.body)));
		const headers = { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...step.headers, ...this.headersOf(step.as ?? 'key', method, path) };
		const { status, headers: received, text } = await send(`${this.logins.url}/api/v1${path}`, method, headers, body);
		const reason = received['x-status-reason'];
		const value = bodyOf(text);
		if (save) this.ids.set(save, String((value as { id?: string } | undefined)?.id));
		if (step.as === 'inEspoHeader') this.token = String((value as { token?: string } | undefined)?.token);
		const names = new Map([...this.ids].map(([name, id]) => [id, name]));
		return {
			status,
			...(reason !== undefined && { reason: String(stable(reason, names)) }),
			...(received['content-type'] && { contentType: received['content-type'] }),
			...(received['www-authenticate'] && { dialog: received['www-authenticate'] }),
			...(value !== undefined && { body: stable(only ? picked(value, only) : value, names) }),
		};
	}

	private filled(text: string): string {
		return text.replace(/\{(\w+)\}/g, (whole, name: string) => this.ids.get(name) ?? whole);
	}

	private headersOf(as: As, method: string, path: string): Headers {
		const { apiKey, poor, hmac, person } = this.logins;
		const [withoutQuery = ''] = path.split('?');
		const signed = (text: string, encoding?: 'hex') => {
			const digest = createHmac('sha256', hmac.secretKey).update(text).digest();
			return base64(`${hmac.apiKey}:`, encoding ? digest.toString(encoding) : digest);
		};
		const ways: Record<As, () => Headers> = {
			nobody: () => ({}),
			key: () => ({ 'X-Api-Key': apiKey }),
			poor: () => ({ 'X-Api-Key': poor }),
			hmac: () => ({ 'X-Hmac-Authorization': signed(`${method} ${withoutQuery}`) }),
			hmacInHex: () => ({ 'X-Hmac-Authorization': signed(`${method} ${withoutQuery}`, 'hex') }),
			hmacOverQuery: () => ({ 'X-Hmac-Authorization': signed(`${method} ${path}`) }),
			basic: () => ({ Authorization: `Basic ${base64(`${person.username}:${person.password}`)}` }),
			inEspoHeader: () => ({ 'Espo-Authorization': base64(`${person.username}:${person.password}`) }),
			token: () => ({ 'Espo-Authorization': base64(`${person.username}:${this.token}`), 'Espo-Authorization-By-Token': 'true' }),
			wrongKey: () => ({ 'X-Api-Key': 'f'.repeat(32) }),
			wrongPassword: () => ({ Authorization: `Basic ${base64(`${person.username}:wrong`)}` }),
			wrongInEspoHeader: () => ({ 'Espo-Authorization': base64(`${person.username}:wrong`) }),
			noColon: () => ({ 'Espo-Authorization': base64('nocolon') }),
			keyAndHmac: () => ({ 'X-Api-Key': apiKey, 'X-Hmac-Authorization': base64('x:y') }),
		};
		return ways[as]();
	}
}

function base64(...parts: Array<string | Buffer>): string {
	return Buffer.concat(parts.map((part) => Buffer.from(part))).toString('base64');
}

/** Pages of HTML, which are EspoCRM's own, are recorded as such only. */
function bodyOf(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text.startsWith('<') ? '<html>' : text.slice(0, TEXT_MOST);
	}
}

function picked(value: unknown, paths: string[]): unknown {
	return Object.fromEntries(paths.map((path) => [path, path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], value)]));
}

function send(url: string, method: string, headers: Headers, body?: string): Promise<Received> {
	return new Promise((resolve, reject) => {
		const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
		const outgoing = httpRequest(url, { method, headers: { ...headers, ...length } }, (incoming) => {
			const chunks: Buffer[] = [];
			incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
			incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: Buffer.concat(chunks).toString() }));
		});
		outgoing.setTimeout(TIMEOUT_MS, () => outgoing.destroy(new Error(`No answer from ${method} ${url}`)));
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}
