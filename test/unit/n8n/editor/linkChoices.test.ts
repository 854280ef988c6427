import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { createMetadata } from '../../../../nodes/shared/api/metadata/createMetadata';
import type { MetadataCache } from '../../../../nodes/shared/api/metadata/metadataPart';
import { linkChoices } from '../../../../nodes/shared/n8n/editor/linkChoices';
import { json, refusal, requestParts } from '../../model/requestParts';

const document = {
	scopes: { Team: {} },
	entityDefs: { Account: { fields: { teams: { type: 'linkMultiple' } }, links: { teams: { type: 'hasMany', entity: 'Team' } } } },
};

test.each<[title: string, fault: number | undefined, atFirst: number, requests: number]>([
	['those that were listed', undefined, 1, 1],
	['that they cannot be read', 403, 0, 1],
	['not a failure that can go away', 503, 0, 2],
])('kept with the metadata: %s', async (_title, fault, atFirst, requests) => {
	let asked = 0;
	const cache: MetadataCache = new Map();
	const open = async () => {
		const client = createEspoClient({
			now: () => 0,
			sleep: async () => await Promise.resolve(),
			tries: 1,
			send: async (request) => {
				const { path } = requestParts(request);
				if (path === '/Metadata') return await Promise.resolve(json(document));
				if (path !== '/Team') return json({});
				asked++;
				return asked === 1 && fault ? refusal(fault, 'No.') : json({ total: -2, list: [{ id: 't1', name: 'Sales' }] });
			},
		});
		const metadata = createMetadata(client, async () => await Promise.resolve(cache));
		return await linkChoices(await metadata.attributes('Account'), 'Account', { client, metadata }, cache);
	};
	expect((await open()).size).toBe(atFirst);
	await open();
	expect(asked).toBe(requests);
});
