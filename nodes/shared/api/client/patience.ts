import type { EspoRequest } from '../request/EspoRequest';
import type { EspoClient } from './EspoClient';

const LEAST_MS = 1_000;

/** The same client, whose requests are given up, repetitions included, after so many ms. Asked before each request. */
export function withPatience(client: EspoClient, patienceMs: () => number): EspoClient {
	const limited = (request: EspoRequest): EspoRequest => ({ ...request, patienceMs: Math.max(LEAST_MS, patienceMs()) });
	return {
		request: async (request) => await client.request(limited(request)),
		download: async (request, keep) => await client.download(limited(request), keep),
		now: client.now,
		pause: client.pause,
		// What is learnt of the server is learnt for both.
		get pageSize() {
			return client.pageSize;
		},
		set pageSize(size) {
			client.pageSize = size;
		},
		get inFlight() {
			return client.inFlight;
		},
		set inFlight(most) {
			client.inFlight = most;
		},
	};
}
