import { randomBytes } from 'node:crypto';

import type { BenchServer } from './Contender';
import { inTurn } from './inTurn';
import type { Given } from './Scenario';

/** Records of the bench on the server. */
export interface Stock {
	nothing(): Given;
	/** Records for one run, which may change or remove them. */
	fresh(count: number): Promise<Given>;
	/** Records that stay the same for all runs. */
	listed(count: number): Promise<Given>;
	/** Removes what is left of a run. */
	cleared(given: Given): Promise<void>;
	/** Removes all. */
	close(): Promise<void>;
}

const AT_ONCE = 4;

export async function stock(server: BenchServer): Promise<Stock> {
	const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
		const response = await fetch(`${server.url}/api/v1/${path}`, {
			method,
			headers: { 'X-Api-Key': server.apiKey, 'Content-Type': 'application/json', 'X-Skip-Duplicate-Check': 'true' },
			body: body && JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${response.headers.get('x-status-reason') ?? ''}`);
		return await response.json();
	};
	const mark = () => `Bench ${randomBytes(6).toString('hex')}`;
	const made = async (count: number): Promise<Given> => {
		const ofThese = mark();
		const bodies = Array.from({ length: count }, (_, index) => ({
			name: `${ofThese} ${index}`,
			website: 'https://example.org',
			description: 'A record of the bench',
		}));
		const records = await inTurn(bodies, AT_ONCE, async (body) => (await ask('POST', 'Account', body)) as { id: string });
		return { mark: ofThese, ids: records.map(({ id }) => id) };
	};
	const removed = async ({ mark: ofThese }: Given): Promise<void> => {
		const where = encodeURIComponent(JSON.stringify([{ type: 'startsWith', attribute: 'name', value: ofThese }]));
		for (;;) {
			const { list } = (await ask('GET', `Account?select=id&maxSize=200&where=${where}`)) as { list: Array<{ id: string }> };
			if (!list.length) return;
			await inTurn(list, AT_ONCE, async ({ id }) => await ask('DELETE', `Account/${id}`));
		}
	};
	const lists = new Map<number, Given>();
	await ask('GET', 'App/user');
	return {
		nothing: () => ({ mark: mark(), ids: [] }),
		fresh: made,
		async listed(count) {
			const known = lists.get(count) ?? (await made(count));
			lists.set(count, known);
			return known;
		},
		async cleared(given) {
			if (![...lists.values()].includes(given)) await removed(given);
		},
		async close() {
			for (const given of lists.values()) await removed(given);
		},
	};
}
