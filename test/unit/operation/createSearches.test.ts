import { createEspoClient } from '../../../nodes/shared/api/client/EspoClient';
import { createSearches } from '../../../nodes/shared/operation/createSearches';
import { json, refusal } from '../model/requestParts';

test('one search for each value, and again after one that failed', async () => {
	const answers = [refusal(500), json({ total: -2, list: [{ id: 'a1', name: 'Acme' }] })];
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		send: async () => await Promise.resolve(answers.shift() ?? refusal(404)),
	});
	const search = createSearches(client);
	await expect(search('Account', 'name', 'Acme')).rejects.toMatchObject({ kind: 'server' });
	for (let item = 0; item < 2; item++) expect(await search('Account', 'name', 'Acme')).toMatchObject({ found: [{ id: 'a1' }] });
});
