import { appendFileSync } from 'node:fs';

import { EspoCrm } from '../../../nodes/EspoCrm/EspoCrm.node';
import { operations } from '../../../nodes/EspoCrm/operations';
import { entityTypeFor, FILES, INPUT } from './contexts';
import { faultsOf } from './judgeNode';
import { observeAction } from './observers';
import { offeredBy } from './offeredBy';
import { startTableServer, type TableServer } from './startTableServer';

/** A test for each operation of a resource: every parameter against every odd value. */
export function describeOperationTable(resource: string, listed = entityTypeFor(resource)): void {
	jest.setTimeout(900_000);
	let server: TableServer;
	beforeAll(async () => (server = await startTableServer()));
	afterAll(async () => await server.close());

	test.each(operations.filter((operation) => operation.resource === resource).map(({ value }) => value))(
		`${resource}/%s takes every value rightly or refuses it by name`,
		async (operation) => {
			const offered = await offeredBy(server, entityTypeFor(resource), 'contacts', listed);
			const { description } = new EspoCrm();
			const faults = await faultsOf(
				`${resource}/${operation}`,
				{ description, chosen: { resource, operation }, offered },
				observeAction(server, INPUT, FILES),
			);
			if (process.env.TABLE_REPORT) appendFileSync(process.env.TABLE_REPORT, faults.map((line) => `${line}\n`).join(''));
			expect(faults).toEqual([]);
		},
	);
}
