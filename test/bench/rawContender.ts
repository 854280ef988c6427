import { Agent, request as send } from 'node:http';

import type { BenchServer, Contender } from './Contender';
import { inTurn } from './inTurn';
import { readList } from './readList';
import { asRow } from './rows';
import type { BenchRequest } from './Scenario';

/** Requests of Node.js by connections that are kept: the limit of the machine. */
export function rawContender(atOnce: number): Contender {
	return async ({ requests, isList, count }, given, server) => {
		const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
		const ask = async (request: BenchRequest) => await answered(request, server, agent);
		try {
			const all = requests(given);
			if (isList && all[0]) return await readList(all[0], count, atOnce, ask);
			return (await inTurn(all, atOnce, ask)).map(asRow);
		} finally {
			agent.destroy();
		}
	};
}

async function answered(request: BenchRequest, { url, apiKey }: BenchServer, agent: Agent): Promise<unknown> {
	const { method, path, searchParams, body, headers } = request;
	const query = searchParams ? `?searchParams=${encodeURIComponent(JSON.stringify(searchParams))}` : '';
	const content = body === undefined ? undefined : JSON.stringify(body);
	return await new Promise((resolve, reject) => {
		const outgoing = send(
			`${url}/api/v1/${path}${query}`,
			{ method, agent, headers: { 'X-Api-Key': apiKey, ...(content ? { 'Content-Type': 'application/json' } : {}), ...headers } },
			(answer) => {
				const parts: Buffer[] = [];
				answer.on('error', reject).on('data', (part: Buffer) => parts.push(part));
				answer.on('end', () => {
					const text = Buffer.concat(parts).toString();
					if (answer.statusCode === 200) resolve(JSON.parse(text));
					else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 200)}`));
				});
			},
		);
		outgoing.on('error', reject).end(content);
	});
}
