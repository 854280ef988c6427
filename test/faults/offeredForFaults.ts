import { startSandbox } from '../../sandbox/espocrm/startSandbox';
import { byKey } from '../engine/server/credential';
import { offeredBy } from '../engine/table/offeredBy';
import type { Offered } from '../engine/table/sampleOf';
import { API_KEY, SAMPLE } from './world';

/** What the drop-downs offer for the operations of a resource in the world of the matrix. */
export async function offeredForFaults(resource: string): Promise<Offered> {
	const sandbox = await startSandbox({ sampleData: false });
	const server = {
		credentials: byKey(sandbox.url, { apiKey: API_KEY }),
		recordOf: async (entityType: string) => await Promise.resolve(entityType === 'Contact' ? SAMPLE.related : SAMPLE.record),
		nameOf: async () => await Promise.resolve('Acme Person 0'),
	};
	const entityType = resource === 'file' ? 'Task' : 'Account';
	const offered = await offeredBy(server, entityType, 'contacts', resource === 'relation' ? 'Contact' : entityType);
	await sandbox.close();
	return {
		...offered,
		searchMergedRecords: [SAMPLE.merged],
		mapping: [{ mappingMode: 'defineBelow', value: { name: SAMPLE.name }, matchingColumns: ['name'], schema: [] }],
	};
}
