import { get } from '../../../../nodes/EspoCrm/operations/entity/get';
import { NoResponse, type HttpRequest, type HttpResponse } from '../../../../nodes/shared/api/request/Send';
import type { AnyValues } from '../../../../nodes/shared/operation/Operation';
import { json, refusal } from '../../model/requestParts';
import { runJobs } from '../../model/runJobs';

const wanted = (recordId: string, attributes: string[] | undefined = ['name'], entityType = 'Account'): AnyValues => ({
	entityType,
	recordId,
	output: { attributes },
	options: { dateTimeFormat: 'espo', addLabels: false },
});
const isList = ({ path }: HttpRequest) => path.includes('?');
const rows = (...list: object[]) => json({ total: -2, list });
const paths = (requests: string[]) => requests.map((request) => request.replace(/\?.*/, '?').replace('GET /', ''));

test('several records are read by one list, and keep their places', async () => {
	const { results, requests } = await runJobs(get, [wanted('a'), wanted('b'), wanted('a')], () =>
		rows({ id: 'b', name: 'B', type: 'x' }, { id: 'a', name: 'A' }),
	);
	expect(results).toEqual([[{ id: 'a', name: 'A' }], [{ id: 'b', name: 'B' }], [{ id: 'a', name: 'A' }]]);
	expect(paths(requests)).toEqual(['Account?']);
	expect(decodeURIComponent(requests[0] ?? '')).toMatch(
		/"value":\["a","b"\].*"select":\["id","name"\]|"select":\["id","name"\].*"value":\["a","b"\]/,
	);
});

test('what the list lacks is read by itself, so that its refusal is its own', async () => {
	const { results, requests } = await runJobs(get, [wanted('a'), wanted('b'), wanted('c')], (request) => {
		if (isList(request)) return rows({ id: 'a', name: 'A' }, { id: 'c' });
		return request.path.endsWith('/b') ? refusal(404, 'Record b does not exist.') : json({ id: 'c', name: 'C' });
	});
	expect(results).toEqual([[{ id: 'a', name: 'A' }], 'Record b does not exist.', [{ id: 'c', name: 'C' }]]);
	expect(paths(requests).sort()).toEqual(['Account/b', 'Account/c', 'Account?']);
});

test('a list that is refused is no reason for the records', async () => {
	const { results } = await runJobs(get, [wanted('a'), wanted('b')], (request) =>
		isList(request) ? refusal(403, 'No lists.') : json({ id: request.path.slice(-1), name: 'N' }),
	);
	expect(results).toEqual([[{ id: 'a', name: 'N' }], [{ id: 'b', name: 'N' }]]);
});

test.each<[string, AnyValues[]]>([
	['one item', [wanted('a')]],
	['all attributes', [wanted('a', undefined), wanted('b', undefined)].map((values) => ({ ...values, output: {} }))],
	['the simplified form', ['a', 'b'].map((id) => ({ ...wanted(id), output: { attributes: ['name', 'type'], atMost: 10 } }))],
	['other attributes', [wanted('a'), wanted('b', ['type'])]],
	['another type', [wanted('a'), wanted('b', ['name'], 'Contact')]],
	['e-mails, which are marked as read by it', [wanted('a', ['name'], 'Email'), wanted('b', ['name'], 'Email')]],
])('by itself: %s', async (_title, items) => {
	const { requests } = await runJobs(get, items, ({ path }) => json({ id: path.slice(-1), name: 'N', type: 'T' }));
	expect(paths(requests).filter((path) => path.includes('?'))).toEqual([]);
	expect(requests).toHaveLength(items.length);
});

test('a list of a page at a time; what fails in one does not concern the others', async () => {
	const items = Array.from({ length: 450 }, (_, index) => wanted(`r${index}`));
	let lists = 0;
	const { results, requests } = await runJobs(get, items, (request) => {
		if (!isList(request)) return json({ id: request.path.split('/')[2], name: 'single' });
		if (++lists === 2) return refusal(403, 'No lists.');
		const ids = JSON.parse(/"value":(\[[^\]]*\])/.exec(decodeURIComponent(request.path))?.[1] ?? '[]') as string[];
		return rows(...ids.map((id) => ({ id, name: 'row' })));
	});
	expect(lists).toBe(3);
	expect(requests).toHaveLength(203);
	expect(results.map((records) => (records[0] as { name: string }).name)).toEqual(
		items.map((_, index) => (index >= 200 && index < 400 ? 'single' : 'row')),
	);
});

test('an attribute that no list shows is asked of the first list only', async () => {
	const items = Array.from({ length: 450 }, (_, index) => wanted(`r${index}`, ['isFollowed']));
	const { requests } = await runJobs(get, items, (request) =>
		isList(request) ? rows({ id: 'r0' }, { id: 'r1' }) : json({ id: request.path.split('/')[2], isFollowed: false }),
	);
	expect(requests.filter((request) => request.includes('?'))).toHaveLength(1);
	expect(requests).toHaveLength(451);
});

test.each<[string, () => HttpResponse]>([
	[
		'no answer',
		() => {
			throw new NoResponse('timeout', 'ECONNABORTED');
		},
	],
	['504', () => ({ status: 504, headers: {}, body: '' })],
	['414 of a proxy', () => ({ status: 414, headers: {}, body: '' })],
	['a page of a firewall', () => ({ status: 403, headers: { 'content-type': 'text/html' }, body: '<html>Blocked</html>' })],
])('where lists get %s, records are read by themselves and no other list is tried', async (_title, answerToList) => {
	const items = Array.from({ length: 250 }, (_, index) => wanted(`r${index}`));
	const { results, requests } = await runJobs(get, items, (request) =>
		isList(request) ? answerToList() : json({ id: request.path.split('/')[2], name: 'N' }),
	);
	expect(requests.filter((request) => request.includes('?'))).toHaveLength(1);
	expect(results).toEqual(items.map(({ recordId }) => [{ id: recordId, name: 'N' }]));
});

test('items share no value', async () => {
	const { results } = await runJobs(get, [wanted('a', ['teamsIds']), wanted('a', ['teamsIds']), wanted('b', ['teamsIds'])], () =>
		rows({ id: 'a', teamsIds: ['t'] }, { id: 'b', teamsIds: [] }),
	);
	const [first, second] = results.map((records) => (records[0] as { teamsIds: string[] }).teamsIds);
	expect(first).toEqual(second);
	expect(first).not.toBe(second);
});

test('persons are asked for the parts of their names, which 7.x makes them of', async () => {
	const { requests } = await runJobs(
		get,
		[wanted('a', ['name', 'lastName'], 'Contact'), wanted('b', ['name', 'lastName'], 'Contact')],
		() => rows({ id: 'a', name: 'A', lastName: 'A' }, { id: 'b', name: 'B', lastName: 'B' }),
	);
	expect(decodeURIComponent(requests[0] ?? '')).toContain('"firstName"');
});

test.each<[string, number, string | undefined]>([
	['a lock-out', 403, undefined],
	['a refused credential', 401, ''],
])('%s is the answer for all, and nothing more is asked', async (_title, status, reason) => {
	const { results, requests } = await runJobs(get, [wanted('a'), wanted('b')], () => refusal(status, reason));
	expect(requests).toHaveLength(1);
	expect(results.every((result) => typeof result === 'string')).toBe(true);
});

test.each([404, 500])('a list that a record may make fail (%d) says nothing of the other lists', async (status) => {
	const items = Array.from({ length: 250 }, (_, index) => wanted(`r${index}`));
	const { requests } = await runJobs(get, items, (request) =>
		isList(request) ? refusal(status, '') : json({ id: request.path.split('/')[2], name: 'N' }),
	);
	expect(requests.filter((request) => request.includes('?'))).toHaveLength(2);
});

test('a record that lacks one of several attributes is read by itself; lists that show it for others go on', async () => {
	const { results, requests } = await runJobs(
		get,
		['a', 'b'].map((id) => wanted(id, ['name', 'type'])),
		(request) =>
			isList(request) ? rows({ id: 'a', name: 'A', type: 'x' }, { id: 'b', name: 'B' }) : json({ id: 'b', name: 'B', type: 'y' }),
	);
	expect(results).toEqual([[{ id: 'a', name: 'A', type: 'x' }], [{ id: 'b', name: 'B', type: 'y' }]]);
	expect(paths(requests)).toEqual(['Account?', 'Account/b']);
});
