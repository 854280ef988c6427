import type { IDataObject } from 'n8n-workflow';

import { locator } from '../harness/locator';
import { describeEspo } from './server/describeEspo';
import { deviations, schemaOf } from './server/outputSchema';

interface Described extends IDataObject {
	fields: Array<IDataObject & { name: string }>;
	links: IDataObject[];
}

describeEspo('metadata', (espo) => {
	const metadata = (operation: string, more: IDataObject = {}) => ({ resource: 'metadata', operation, ...more }) as never;
	const described = async (entityType: string) =>
		(await espo.json(metadata('describe', { entityType: locator(entityType) })))[0] as unknown as Described;

	it('lists the entity types that the user may read', async () => {
		const found = await espo.json(metadata('getEntityTypes'));
		expect(found).toEqual(
			expect.arrayContaining([expect.objectContaining({ name: 'Account', label: expect.any(String) as string, hasStream: true })]),
		);
		expect(found.map(({ name }) => name)).not.toContain('Note');
		expect(deviations(found[0], schemaOf('metadata/getEntityTypes'))).toEqual([]);
	});

	it('tells of the server, and nothing that is nobody’s business', async () => {
		const [found] = await espo.json(metadata('getServer'));
		expect(found?.version).toMatch(/^(\d+\.\d+|@@version)/);
		expect(Object.keys(found ?? {})).not.toEqual(expect.arrayContaining(['smtpServer']));
		expect(espo.sent).toEqual(['GET Settings']);
		expect(deviations(found, schemaOf('metadata/getServer'))).toEqual([]);
	});

	it('describes an entity type with labels, types, options and links', async () => {
		const found = await described('Opportunity');
		const field = (name: string) => found.fields.find((one) => one.name === name);
		expect(found).toMatchObject({ entityType: 'Opportunity', label: 'Opportunity' });
		expect(field('name')).toMatchObject({ label: 'Name', type: 'varchar', required: true });
		expect(field('stage')?.options).toEqual(expect.arrayContaining([{ value: 'Closed Won', label: 'Closed Won' }]));
		expect(field('accountId')).toMatchObject({ field: 'account', type: 'link' });
		expect(field('accountName')).toMatchObject({ readOnly: true, field: 'account' });
		expect(found.links).toEqual(
			expect.arrayContaining([expect.objectContaining({ name: 'contacts', entityType: 'Contact', linkable: true })]),
		);
		expect(deviations(found, schemaOf('metadata/describe'))).toEqual([]);
		expect(espo.sent.length).toBeLessThanOrEqual(8);
	});

	it('says that there is no such type', async () => {
		const { error } = await espo.run(metadata('describe', { entityType: locator('Nonsense') }));
		expect(error?.message).toBe('There is no entity type “Nonsense” that the authenticated user may read');
	});
});
