import { linkMatching } from '../../../../nodes/shared/api/links/linkMatching';
import type { EspoRequest } from '../../../../nodes/shared/api/request/EspoRequest';
import type { SearchParams } from '../../../../nodes/shared/api/request/SearchParams';
import type { HttpResponse } from '../../../../nodes/shared/api/request/Send';
import { serverWith } from '../../model/answeringServer';
import { json, refusal } from '../../model/requestParts';

const REQUEST: EspoRequest = { method: 'POST', path: ['Account', 'a', 'contacts'] };
const WHERE: SearchParams = { where: [{ type: 'equals', attribute: 'name', value: 'x' }] };
const LINK = json({ type: 'hasMany', entity: 'Contact' });
const found = (...ids: string[]) => json({ total: ids.length, list: ids.map((id) => ({ id })) });
const MASS = { massRelate: true, where: WHERE.where };

async function link(filters: SearchParams, ...answers: HttpResponse[]) {
	const server = serverWith(...answers);
	const outcome = await linkMatching(REQUEST, filters, server).catch((error: unknown) => error);
	return { outcome, sent: server.sent.map((line) => line.replace(/\?.*/, '')), bodies: server.bodies.filter(Boolean), lines: server.sent };
}

test.each<SearchParams>([
	{},
	{ where: [] },
	{ where: [], boolFilterList: [], textFilter: '' },
	{ textFilter: ' *' },
	{ where: [{ type: 'textFilter', value: '%' }] },
])('without a filter every record would be linked, so nothing is: %j', async (filters) => {
	const { outcome, sent } = await link(filters);
	expect(outcome).toMatchObject({ name: 'InvalidInput', parameter: 'Filters' });
	expect(sent).toEqual([]);
});

// False says that nothing matched.
test.each([true, false])('the server links all that match by itself: %s', async (answer) => {
	const { outcome, sent, bodies } = await link(WHERE, json(answer));
	expect(outcome).toEqual({ success: true });
	expect(sent).toEqual(['POST /Account/a/contacts']);
	expect(bodies).toEqual([MASS]);
});

test('the text “0” in a group reaches it in a form that it does not leave out', async () => {
	const { bodies } = await link({ where: [{ type: 'or', value: [{ type: 'equals', attribute: 'name', value: '0' }] }] }, json(true));
	expect(JSON.stringify(bodies)).not.toContain('"value":"0"');
});

test.each([
	['this link does not take it', refusal(403, 'Mass link is not allowed for contacts.')],
	['7.x fails with it', refusal(500, '')],
])('where %s, the records are listed and linked by their IDs', async (_title, refused) => {
	const { outcome, sent, bodies, lines } = await link(WHERE, refused, LINK, found('c1', 'c2'), json(true));
	expect(outcome).toEqual({ success: true });
	expect(sent).toEqual(['POST /Account/a/contacts', 'GET /Metadata', 'GET /Contact', 'POST /Account/a/contacts']);
	expect(bodies).toEqual([MASS, { ids: ['c1', 'c2'] }]);
	expect(decodeURIComponent(lines[2] ?? '')).toContain('"select":["id"]');
});

test.each<SearchParams>([{ textFilter: 'x' }, { primaryFilter: 'open' }, { boolFilterList: ['onlyMy'] }, { ...WHERE, textFilter: 'x' }])(
	'a filter with a name is no part of what the server understands: %j',
	async (filters) => {
		const { outcome, sent, lines } = await link(filters, LINK, found('c1'), json(true));
		expect(outcome).toEqual({ success: true });
		expect(sent).toEqual(['GET /Metadata', 'GET /Contact', 'POST /Account/a/contacts']);
		for (const key of Object.keys(filters)) expect(lines[1]).toContain(key);
	},
);

test.each([refusal(403, 'No edit access.'), refusal(403, 'x: Mass link is not allowed'), refusal(404, '')])(
	'another refusal is one: %j',
	async (refused) => {
		const { outcome, sent } = await link(WHERE, refused, LINK, found('c1'), json(true));
		expect(outcome).toMatchObject({ name: 'EspoError' });
		expect(sent).toHaveLength(1);
	},
);

test('an answer that is no success is none', async () => {
	expect((await link(WHERE, json({ some: 'thing' }))).outcome).toBeInstanceOf(Error);
});

test('a relation to several entity types has no list of records', async () => {
	const { outcome, sent } = await link({ textFilter: 'x' }, json({ type: 'belongsToParent' }));
	expect(outcome).toMatchObject({ name: 'InvalidInput', parameter: 'Relation', message: expect.stringContaining('“contacts”') as string });
	expect(sent).toEqual(['GET /Metadata']);
});

describe('a record that is refused', () => {
	const failing = async (...answers: HttpResponse[]) => await link({ textFilter: 'x' }, LINK, ...answers);

	test('alone is the error itself', async () => {
		expect((await failing(found('c1'), refusal(403, 'No access.'))).outcome).toMatchObject({ name: 'EspoError', message: 'No access.' });
	});

	test('among others is told with what was done', async () => {
		const { outcome } = await failing(found('c1', 'c2'), refusal(404, ''), json(true), refusal(403, 'No access.'));
		expect(outcome).toMatchObject({ message: expect.stringMatching(/Not processed: c2.*Processed: c1/) as string });
	});

	test('first among others too', async () => {
		const { outcome } = await failing(found('c1', 'c2'), refusal(404, ''), refusal(403, 'No access.'), json(true));
		expect(outcome).toMatchObject({ message: expect.stringMatching(/Not processed: c1.*Processed: c2/) as string });
	});
});
