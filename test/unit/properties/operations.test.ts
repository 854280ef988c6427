import { EspoCrm } from '../../../nodes/EspoCrm/EspoCrm.node';
import { operations } from '../../../nodes/EspoCrm/operations';
import { entityTypeFor } from '../../engine/table/contexts';
import { offeredBy } from '../../engine/table/offeredBy';
import { startTableServer, type TableServer } from '../../engine/table/startTableServer';
import { judgeParameters } from '../../properties/judgeParameters';

jest.setTimeout(300_000);
let server: TableServer;
beforeAll(async () => (server = await startTableServer()));
afterAll(async () => await server.close());

test.each(operations.map(({ resource, value }) => [resource, value]))(
	'%s/%s: every parameter takes each value as given, or refuses it by name',
	async (resource, operation) => {
		const type = new EspoCrm();
		const offered = await offeredBy(
			server,
			entityTypeFor(resource),
			'contacts',
			resource === 'relation' ? 'Contact' : entityTypeFor(resource),
		);
		await judgeParameters({
			type,
			run: async (context) => await type.execute.call(context),
			server,
			offered,
			chosen: { resource, operation },
		});
	},
);
