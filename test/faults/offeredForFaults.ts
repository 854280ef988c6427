import { startSandbox } from '../../sandbox/espocrm/startSandbox';
import { byKey } from '../engine/server/credential';
import { offeredBy } from '../engine/table/offeredBy';
import type { Offered } from '../engine/table/sampleOf';
import { API_KEY, SAMPLE } from './world';

/** What the drop-downs offer in the world of the matrix. @param related whether records of a relation are meant, not accounts */
export async function offeredForFaults(related: boolean): Promise<Offered> {
	const sandbox = await startSandbox({ sampleData: false });
	const server = {
		credentials: byKey(sandbox.url, { apiKey: API_KEY }),
		recordOf: async (entityType: string) => await Promise.resolve(entityType === 'Contact' ? SAMPLE.related : SAMPLE.record),
		nameOf: async () => await Promise.resolve('Acme Person 0'),
	};
	const offered = await offeredBy(server, 'Account', 'contacts', related ? 'Contact' : 'Account');
	await sandbox.close();
	return {
		...offered,
		mapping: [{ mappingMode: 'defineBelow', value: { name: SAMPLE.name }, matchingColumns: ['name'], schema: [] }],
	};
}
