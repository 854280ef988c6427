import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../harness/locator';
import { describeEspo } from './server/describeEspo';
import { deviations, schemaOf } from './server/outputSchema';
import { condition, conditions, entity, inJson, whereJson } from './server/parameters';

const byFilter = (prefix: string, more: INodeParameters = {}): INodeParameters => ({
	whichRecords: 'filter',
	mostRecords: 1000,
	...conditions([condition('name', 'startsWith', prefix)]),
	...more,
});

const byIds = (ids: string, more: INodeParameters = {}): INodeParameters => ({ whichRecords: 'ids', recordIds: locator(ids), ...more });

describeEspo('many records', (espo) => {
	const accounts = async (text: string, count: number) =>
		(await espo.createMany('Account', count, (index) => ({ name: espo.name(`${text} ${index}`), description: 'before' }))).map(
			({ id }) => id,
		);
	const stored = async (ids: string[], ...select: string[]) => {
		const where = [{ type: 'in', attribute: 'id', value: ids }];
		return (await espo.api.list('Account', { where, select, maxSize: 200 })).list;
	};
	const writes = () => espo.sent.filter((request) => !request.startsWith('GET'));

	describe('Count', () => {
		it('counts what a filter matches, in one request', async () => {
			await accounts('counted', 3);
			const [found] = await espo.json(entity('count', 'Account', conditions([condition('name', 'startsWith', espo.name('counted'))])));
			expect(found).toEqual({ count: 3 });
			expect(espo.sent).toEqual(['GET Account']);
			expect(deviations(found, schemaOf('entity/count'))).toEqual([]);
		});

		it('counts nothing as 0', async () => {
			const [found] = await espo.json(entity('count', 'Account', conditions([condition('name', 'equals', espo.name('nobody'))])));
			expect(found).toEqual({ count: 0 });
		});

		it('counts a filter that is too long for one request', async () => {
			const ids = await accounts('long', 3);
			const value = [...ids, ...Array.from({ length: 400 }, (_, index) => `aaaaaaaaaaaaa${1000 + index}`)];
			const [found] = await espo.json(entity('count', 'Account', whereJson({ type: 'in', attribute: 'id', value })));
			expect(found).toEqual({ count: 3 });
		});
	});

	describe('Update Many', () => {
		it('sets values in all that match, in one request, and looks at what is stored', async () => {
			const ids = await accounts('all', 5);
			const [found] = await espo.json(
				entity('updateMany', 'Account', {
					...byFilter(espo.name('all')),
					...inJson({ description: 'after', website: 'after.example.com' }),
				}),
			);
			expect(found).toEqual({ matched: 5, updated: 5, skipped: 0, skippedRecords: [] });
			expect(await stored(ids, 'description', 'website')).toEqual(
				ids.map(() => expect.objectContaining({ description: 'after', website: 'after.example.com' }) as object),
			);
			expect(espo.sent).toEqual(['GET Account', 'POST MassAction', 'GET Account']);
			expect(deviations(found, schemaOf('entity/updateMany'))).toEqual([]);
		});

		it('puts items together that set the same values', async () => {
			const ids = await accounts('items', 4);
			const found = await espo.json(
				entity('updateMany', 'Account', { ...byIds('={{ $json.id }}'), ...inJson({ description: 'together' }) }),
				ids.map((id) => ({ id })),
			);
			expect(found).toEqual(ids.map(() => ({ matched: 1, updated: 1, skipped: 0, skippedRecords: [] })));
			expect(await stored(ids, 'description')).toEqual(ids.map(() => expect.objectContaining({ description: 'together' }) as object));
			expect(espo.sent).toEqual(['POST MassAction', 'GET Account']);
		});

		it('says which of several IDs does not exist, and updates the others', async () => {
			const ids = await accounts('missing', 2);
			const { error } = await espo.run(
				entity('updateMany', 'Account', { ...byIds([...ids, 'aaaaaaaaaaaaaaaaa'].join()), ...inJson({ description: 'x' }) }),
			);
			expect(`${error?.message} ${error?.description}`).toMatch(/Not processed: aaaaaaaaaaaaaaaaa\. Processed: /);
			expect(await stored(ids, 'description')).toEqual(ids.map(() => expect.objectContaining({ description: 'x' }) as object));
		});

		it('gives the reason that EspoCRM keeps to itself', async () => {
			const ids = await accounts('reason', 3);
			const { error } = await espo.run(
				entity('updateMany', 'Account', { ...byFilter(espo.name('reason')), ...inJson({ industry: 'Bogus' }) }),
			);
			expect(error?.message).toMatch(/Industry/);
			expect(error?.description).toContain('None of the 3 records was updated.');
			expect(await stored(ids, 'industry')).toEqual(ids.map(() => expect.objectContaining({ industry: null }) as object));
		});

		it('tells of values that were counted, but not stored', async () => {
			await accounts('ignored', 3);
			const { error, json, hints } = await espo.run(
				entity('updateMany', 'Account', { ...byFilter(espo.name('ignored')), ...inJson({ description: 'y', nonsense: 'z' }) }),
			);
			expect(error).toBeUndefined();
			expect(json).toEqual([{ matched: 3, updated: 3, skipped: 0, skippedRecords: [] }]);
			expect(hints.map(({ message }) => message).join()).toMatch(/ignored nonsense/);
		});

		it('changes nothing where more match than are allowed, where nothing is filtered, and as a dry run', async () => {
			const ids = await accounts('none', 4);
			const update = (more: INodeParameters) => entity('updateMany', 'Account', { ...more, ...inJson({ description: 'never' }) });
			const tooMany = await espo.run(update(byFilter(espo.name('none'), { mostRecords: 3 })));
			expect(tooMany.error?.message).toBe('4 records match, but “Most Records” allows 3');
			expect(espo.sent).toEqual(['GET Account']);
			const empty = await espo.run(update({ whichRecords: 'filter', mostRecords: 1000 }));
			expect(empty.error?.message).toContain('“Filters” is empty');
			expect(espo.sent).toEqual([]);
			const dry = await espo.json(update({ ...byFilter(espo.name('none')), options: { dryRun: true } }));
			expect(dry).toEqual([{ matched: 4, updated: 0, dryRun: true }]);
			const dryIds = await espo.json(update({ ...byIds([...ids, 'aaaaaaaaaaaaaaaaa'].join()), options: { dryRun: true } }));
			expect(dryIds).toEqual([{ matched: 4, updated: 0, dryRun: true }]);
			expect(await stored(ids, 'description')).toEqual(ids.map(() => expect.objectContaining({ description: 'before' }) as object));
		});

		it('changes nothing where the expression in Dry Run gives nothing', async () => {
			const ids = await accounts('undecided', 2);
			const { error } = await espo.run(
				entity('updateMany', 'Account', {
					...byFilter(espo.name('undecided'), { options: { dryRun: '={{ $json.test }}' } }),
					...inJson({ description: 'never' }),
				}),
			);
			expect(error?.message).toBe('“Dry Run” is an expression that gives nothing');
			expect(await stored(ids, 'description')).toEqual(ids.map(() => expect.objectContaining({ description: 'before' }) as object));
		});

		it('keeps the other addresses of each record', async () => {
			const address = (name: string) => `${name}.${espo.prefix}@example.com`.toLowerCase();
			const made = await espo.createMany('Contact', 2, (index) => ({
				lastName: espo.name(`addresses ${index}`),
				emailAddressData: [
					{ emailAddress: address(`old${index}`), primary: true },
					{ emailAddress: address(`second${index}`), primary: false },
				],
			}));
			const [found] = await espo.json(
				entity('updateMany', 'Contact', { ...byIds(made.map(({ id }) => id).join()), ...inJson({ emailAddress: address('new') }) }),
			);
			expect(found).toMatchObject({ updated: 2 });
			for (const [index, { id }] of made.entries()) {
				const { emailAddress, emailAddressData } = await espo.api.get(`Contact/${id}`);
				expect(emailAddress).toBe(address('new'));
				expect(JSON.stringify(emailAddressData)).toContain(address(`second${index}`));
			}
		});

		it('does it in the background, waits for it, and tells why some were left out', async () => {
			const ids = await accounts('background', 4);
			const { json, error } = await espo.run(
				entity('updateMany', 'Account', {
					...byIds([...ids, 'aaaaaaaaaaaaaaaaa'].join()),
					...inJson({ description: 'by a job' }),
					options: { background: true, waitMinutes: 4 },
				}),
			);
			expect(json).toEqual([]);
			expect(`${error?.message} ${error?.description}`).toMatch(/Not processed: aaaaaaaaaaaaaaaaa\. Processed: /);
			expect(await stored(ids, 'description')).toEqual(ids.map(() => expect.objectContaining({ description: 'by a job' }) as object));
			expect(writes().filter((sent) => sent === 'POST MassAction')).toHaveLength(1);
			expect(espo.sent.filter((sent) => sent.endsWith('/status')).length).toBeGreaterThan(0);
		}, 300_000);

		it('outputs an item for each record on request', async () => {
			const ids = await accounts('each', 3);
			const found = await espo.json(
				entity('updateMany', 'Account', {
					...byFilter(espo.name('each')),
					...inJson({ description: 'z' }),
					options: { result: 'records' },
				}),
			);
			expect(found).toEqual([...ids].sort().map((id) => ({ id, updated: true })));
		});
	});

	describe('Delete Many', () => {
		it('deletes all that match, in one request', async () => {
			const ids = await accounts('gone', 4);
			const [found] = await espo.json(entity('deleteMany', 'Account', byFilter(espo.name('gone'))));
			expect(found).toEqual({ matched: 4, deleted: 4, skipped: 0, skippedRecords: [] });
			expect(await stored(ids, 'id')).toEqual([]);
			expect(espo.sent).toEqual(['GET Account', 'POST MassAction']);
			expect(deviations(found, schemaOf('entity/deleteMany'))).toEqual([]);
		});

		it('puts items together, and says which IDs do not exist', async () => {
			const ids = await accounts('ids', 3);
			const { json, error } = await espo.run(
				entity('deleteMany', 'Account', byIds('={{ $json.id }}')),
				[...ids, 'aaaaaaaaaaaaaaaaa'].map((id) => ({ id })),
				{ onError: 'continueRegularOutput' },
			);
			expect(error).toBeUndefined();
			expect(json.slice(0, 3)).toEqual(ids.map(() => ({ matched: 1, deleted: 1, skipped: 0, skippedRecords: [] })));
			expect(JSON.stringify(json[3])).toMatch(/not find|aaaaaaaaaaaaaaaaa/);
			expect(await stored(ids, 'id')).toEqual([]);
			expect(writes()).toEqual(['POST MassAction', 'DELETE Account/aaaaaaaaaaaaaaaaa']);
		});

		it('deletes nothing where nothing matches', async () => {
			const found = await espo.json(entity('deleteMany', 'Account', byFilter(espo.name('no such'))));
			expect(found).toEqual([{ matched: 0, deleted: 0, skipped: 0, skippedRecords: [] }]);
			expect(espo.sent).toEqual(['GET Account']);
		});

		it.each(['*', '%', ' _ ', '**'])('takes the search “%s”, which finds all, for no filter', async (textFilter) => {
			const { error } = await espo.run(
				entity('deleteMany', 'Account', { whichRecords: 'filter', mostRecords: 1000, filters: { textFilter }, options: { dryRun: true } }),
			);
			expect(error?.message).toContain('“Filters” is empty');
			expect(espo.sent).toEqual([]);
		});

		it('takes the search “0” for that, not for all records', async () => {
			const [own] = await espo.createMany('Account', 2, (index) => ({ name: `${index} ${espo.name('zero')}` }));
			const [found] = await espo.json(
				entity('deleteMany', 'Account', {
					whichRecords: 'filter',
					mostRecords: 1000,
					...whereJson({ type: 'endsWith', attribute: 'name', value: espo.name('zero') }),
					options: { dryRun: true },
				}),
			);
			expect(found).toMatchObject({ matched: 2 });
			const rows = await espo.json(
				entity('getAll', 'Account', {
					returnAll: true,
					filters: { textFilter: '0', where: JSON.stringify([{ type: 'endsWith', attribute: 'name', value: espo.name('zero') }]) },
				}),
			);
			expect(rows.map(({ id }) => id)).toEqual([own?.id]);
		});

		it('deletes more than a page', async () => {
			await accounts('page', 205);
			const [found] = await espo.json(entity('deleteMany', 'Account', byFilter(espo.name('page'))));
			expect(found).toMatchObject({ matched: 205, deleted: 205, skipped: 0 });
			expect(writes()).toEqual(['POST MassAction', 'POST MassAction']);
		});
	});
});
