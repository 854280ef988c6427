import { byKey } from '../engine/server/credential';
import { runNode } from '../harness/runNode';
import type { Contender } from './Contender';

/** The EspoCRM node in n8n's engine. */
export const packageContender: Contender = async ({ parameters, items }, given, { url, apiKey }) => {
	const { json, error } = await runNode({ credentials: byKey(url, { apiKey }), parameters, items: items(given) });
	if (error) throw new Error(`${error.message} ${error.description ?? ''}`);
	return json;
};
