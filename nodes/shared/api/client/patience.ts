import type { EspoClient } from './EspoClient';

const LEAST_MS = 1_000;

/** The same client, whose requests are given up, repetitions included, after so many ms. Asked before each request. */
export function withPatience(client: EspoClient, patienceMs: () => number): EspoClient {
	return { ...client, request: async (request) => await client.request({ ...request, patienceMs: Math.max(LEAST_MS, patienceMs()) }) };
}
