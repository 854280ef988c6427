import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { locator } from '../harness/locator';
import type { ApiRecord } from './server/Api';
import { describeEspo } from './server/describeEspo';
import { condition, conditions, entity, record, whereJson } from './server/parameters';

/** What a filter's value means is EspoCRM's and the database's doing, so it is looked at where the records are. */
describeEspo('values of filters', (espo) => {
	let on: ApiRecord;
	let off: ApiRecord;
	beforeAll(async () => {
		on = await espo.create('Lead', { lastName: `${espo.prefix} On`, doNotCall: true, description: '1' });
		off = await espo.create('Lead', { lastName: `${espo.prefix} Off`, doNotCall: false, description: '2' });
	});

	const own = condition('lastName', 'startsWith', '');
	const found = async (...list: INodeParameters[]) => {
		const rows = await espo.json(
			entity('getAll', 'Lead', { ...conditions([{ ...own, value: espo.prefix }, ...list]), output: 'selected', select: ['id'] }),
		);
		return rows.map(({ id }) => id).sort();
	};
	const both = () => [on.id, off.id].sort();
	const ofWhere = async (...items: IDataObject[]) => {
		const own2 = { type: 'startsWith', attribute: 'lastName', value: espo.prefix };
		const rows = await espo.json(entity('getAll', 'Lead', { ...whereJson(own2, ...items), output: 'selected', select: ['id'] }));
		return rows.map(({ id }) => id).sort();
	};

	it.each(['true', 'TRUE', '1', ' true '])('a switch equals %j', async (value) =>
		expect(await found(condition('doNotCall', 'equals', value))).toEqual([on.id]),
	);
	it('an address counts as a record of the entity type that the field leads to, and of no other', async () => {
		const at = (attribute: string, operator: string, entityType: string): INodeParameters => ({
			attribute,
			operator,
			record: locator(`${espo.proxy.url}/#${entityType}/view/${String(on.id)}`),
		});
		expect(await found(at('id', 'isRecord', 'Lead'))).toEqual([on.id]);
		for (const [attribute, operator, leadsTo] of [
			['id', 'isRecord', 'Lead'],
			['assignedUserId', 'isRecord', 'User'],
			['teams', 'isLinkedWithRecord', 'Team'],
		] as const) {
			const { error } = await espo.run(entity('getAll', 'Lead', conditions([at(attribute, operator, 'Account')])));
			expect(error?.message).toBe(`The URL in “Record” leads to a record of the type Account, but “${attribute}” leads to ${leadsTo}`);
			expect(espo.sent.filter((sent) => sent.startsWith('GET Lead'))).toEqual([]);
		}
	});

	it('a switch is one of two', async () => {
		expect(await found(condition('doNotCall', 'in', 'true, false'))).toEqual(both());
		expect(await found(condition('doNotCall', 'notIn', 'true, false'))).toEqual([]);
		expect(await found(condition('doNotCall', 'notIn', 'true'))).toEqual([off.id]);
	});
	it.each<[string, string, string]>([
		['doNotCall', 'equals', 'yes'],
		['opportunityAmount', 'equals', 'n/a'],
		['opportunityAmount', 'between', '9,1'],
		['opportunityAmount', 'lessThan', '7,5'],
	])('%s %s %j is refused before a list is asked for', async (attribute, operator, value) => {
		const { error } = await espo.run(entity('getAll', 'Lead', conditions([condition(attribute, operator, value)])));
		// By its label, which is looked up for the refusal.
		const label = attribute.replace(/([A-Z])/g, ' $1').toLowerCase();
		expect(error?.message.toLowerCase()).toContain(`“${label}” in “filters”`);
		expect(espo.sent.filter((sent) => !/^GET (Metadata|I18n|App\/user)/.test(sent))).toEqual([]);
	});
	it('a list may be JSON text', async () => expect(await found(condition('description', 'in', '["1", "2"]'))).toEqual(both()));

	describe('a moment in Where (JSON)', () => {
		const hours = (count: number, offset: string) => {
			const sign = offset.startsWith('-') ? -1 : 1;
			const [h = 0, m = 0] = offset.slice(1).split(':').map(Number);
			const local = new Date(
				Date.parse(`${String(on.createdAt).slice(0, 19).replace(' ', 'T')}Z`) + count * 3_600_000 + sign * (h * 60 + m) * 60_000,
			);
			return `${local.toISOString().slice(0, 19)}${offset}`;
		};
		it.each(['+00:00', '+14:00', '-11:00', '+05:30'])('with the offset %s is that moment', async (offset) => {
			const [before, after] = [hours(-2, offset), hours(2, offset)];
			expect(await ofWhere({ type: 'after', attribute: 'createdAt', value: after })).toEqual([]);
			expect(await ofWhere({ type: 'after', attribute: 'createdAt', value: before })).toEqual(both());
			expect(await ofWhere({ type: 'or', value: [{ type: 'between', attribute: 'createdAt', value: [before, after] }] })).toEqual(both());
			expect(await ofWhere({ type: 'after', attribute: 'createdAt', value: before, dateTime: true, timeZone: 'America/New_York' })).toEqual(
				both(),
			);
			expect(await ofWhere({ type: 'after', attribute: 'createdAt', value: after, dateTime: true, timeZone: 'America/New_York' })).toEqual(
				[],
			);
			expect(await ofWhere({ type: 'after', attribute: 'createdAt', value: after, dateTime: true })).toEqual([]);
			expect(await ofWhere({ type: 'before', attribute: 'createdAt', value: after, dateTime: true })).toEqual(both());
		});
	});

	it("Filters (JSON) takes the operators of the fields, groups and EspoCRM's own form", async () => {
		const filtersJson = JSON.stringify([
			{ field: 'lastName', operator: 'startsWith', value: espo.prefix },
			{
				any: [
					{ field: 'doNotCall', operator: 'isTrue' },
					{
						all: [
							{ type: 'equals', attribute: 'description', value: '2' },
							{ field: 'doNotCall', operator: 'isFalse' },
						],
					},
				],
			},
		]);
		const rows = await espo.json(
			entity('getAll', 'Lead', { specifyFilters: 'json', filtersJson, sort: { text: { text: 'lastName desc' } } }),
		);
		expect(rows.map(({ id }) => id)).toEqual([on.id, off.id]);
	});

	it('an entity type in another spelling is the type', async () => {
		const [lead] = await espo.json({ ...record('get', 'Lead', on.id), entityType: locator('lead') });
		const [same] = await espo.json(record('get', 'Lead', on.id));
		expect(lead).toEqual(same);
		const { error } = await espo.run({ ...record('get', 'Lead', on.id), entityType: locator('LEAD') });
		expect(error?.message).toBeTruthy();
	});
});
