import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { COMPARISONS, eachOperator, filter, parametersOf, record } from './filters/arbitraries';
import { quietZone, type Comparison, type Field, type Now } from './filters/Field';
import { fieldsOf, type EntityDefs, type Linkable } from './filters/fieldsOf';
import { isMeant, type WishGroup } from './filters/matches';
import { describeEspo } from './server/describeEspo';
import { entity, selected } from './server/parameters';
import type { TestedEspo } from './server/TestedEspo';

const SEED = Number(process.env.FILTERS_SEED ?? 20_260_315);
const FILTERS = Number(process.env.FILTERS_RUNS ?? 20);
const RECORDS = 40;
/** A custom type that an administrator made to have every kind of field; types of other people's data are left alone. */
const SPECIMEN = /^C?(Specimen|FieldZoo)$/;

interface Metadata {
	entityDefs: Record<string, EntityDefs>;
	scopes: Record<string, { entity?: boolean }>;
}

/**
 * Random filters through the real node, against a plain predicate on the records as they are read back.
 * FILTERS_SEED and FILTERS_RUNS repeat or lengthen a run; a failure names its seed.
 */
describeEspo('filters of every kind', (espo) => {
	describe.each<[title: string, typeOf: (metadata: Metadata) => string, names: string, comparisons: Comparison[]]>([
		[
			'of records',
			({ entityDefs }) =>
				Object.keys(entityDefs).find((name) => SPECIMEN.test(name) && espo.can(name, 'create', 'read', 'delete')) ?? 'Opportunity',
			'name',
			COMPARISONS,
		],
		['of persons', () => 'Contact', 'lastName', ['person']],
	])('%s', (_title, typeOf, names, comparisons) => {
		const zone = quietZone(Date.now());
		let [entityType, fields, rows, now]: [string, Field[], IDataObject[], Now] = ['', [], [], { zone, ms: 0 }];

		beforeAll(async () => {
			const metadata = (await espo.api.get('Metadata')) as unknown as Metadata;
			entityType = typeOf(metadata);
			now = { zone, ms: Date.now() };
			const linkable = await linkedRecords(espo);
			fields = fieldsOf(metadata.entityDefs[entityType] as EntityDefs, linkable, now, ['name', names, 'assignedUser', 'teams']);
			rows = await writtenAndRead(espo, entityType, fields, names);
			if (names === 'lastName') fields.push(nameField(rows));
		}, 120_000);

		afterAll(async () => {
			await espo.api.inParallel(rows, async ({ id }) => await espo.api.send('DELETE', `${entityType}/${String(id)}`));
		}, 120_000);

		async function check(wished: WishGroup): Promise<void> {
			const ours = { type: 'startsWith', attribute: names, value: espo.name('row') };
			const filters = { ...parametersOf(wished), where: JSON.stringify([ours]) };
			const found = await espo.json(entity('getAll', entityType, { returnAll: true, filters, ...selected('id') }), undefined, {
				timezone: zone,
			});
			const meant = rows.filter((row) => isMeant(row, wished, now));
			expect(found.map(({ id }) => id).sort()).toEqual(meant.map(({ id }) => String(id)).sort());
		}

		it('find the records that are meant, by each operator', async () => {
			for (const wish of eachOperator(fields, comparisons, now, SEED)) {
				await check({ any: false, wishes: [wish], groups: [] }).catch((error: Error) => {
					throw new Error(`${fc.stringify(wish)}: ${error.message}`);
				});
			}
		}, 300_000);

		it('find the records that are meant, by any combination', async () => {
			expect(new Set(fields.map(({ comparison }) => comparison)).size).toBeGreaterThanOrEqual(5);
			await fc.assert(fc.asyncProperty(filter(fields, now), check), { seed: SEED, numRuns: FILTERS });
		}, 300_000);
	});
});

/** A few accounts and contacts to link. */
async function linkedRecords(espo: TestedEspo): Promise<Linkable> {
	const accounts = await espo.createMany('Account', 3, (index) => ({ name: espo.name(`linked ${index}`) }));
	const contacts = await espo.createMany('Contact', 4, (index) => ({ lastName: espo.name(`linked ${index}`) }));
	return { Account: accounts.map(({ id }) => id), Contact: contacts.map(({ id }) => id) };
}

async function writtenAndRead(espo: TestedEspo, entityType: string, fields: Field[], names: string): Promise<IDataObject[]> {
	const values = fc.sample(record(fields), { seed: SEED, numRuns: RECORDS });
	await espo.createMany(entityType, RECORDS, (index) => ({ ...values[index], [names]: espo.name(`row${index}`) }));
	const { list } = await espo.api.list(entityType, {
		where: [{ type: 'startsWith', attribute: names, value: espo.name('row') }],
		select: ['id', 'name', names, ...fields.map(({ shownIn }) => shownIn)],
		maxSize: 200,
	});
	expect(list).toHaveLength(RECORDS);
	// The records of a link without a field of its own (`noLoad`) are shown by the link alone.
	const unseen = fields.filter(({ comparison, shownIn }) => comparison === 'records' && list.every((row) => row[shownIn] === undefined));
	await espo.api.inParallel(list, async (row) => {
		for (const { name, shownIn } of unseen)
			row[shownIn] = (await espo.api.list(`${entityType}/${row.id}/${name}`, { select: ['id'] })).list.map(({ id }) => id);
	});
	return list;
}

/** The whole name of a person, which EspoCRM puts together; the last names are unlike each other. */
function nameField(rows: IDataObject[]): Field {
	return { name: 'name', shownIn: 'name', comparison: 'person', pool: rows.map(({ name }) => name), required: true, written: () => ({}) };
}
