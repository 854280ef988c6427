import { linkRecords } from '../../../../nodes/EspoCrm/operations/relation/link';
import type { GivenColumn } from '../../../../nodes/shared/api/links/linkColumns';
import type { HttpRequest, HttpResponse } from '../../../../nodes/shared/api/request/Send';
import type { Json, JsonObject } from '../../../../nodes/shared/api/values/Json';
import type { AnyValues } from '../../../../nodes/shared/operation/Operation';
import { json, refusal } from '../../model/requestParts';
import { runJobs } from '../../model/runJobs';

const role = (value: Json, more: Partial<GivenColumn> = {}): GivenColumn[] => [{ column: 'role', value, isPlaced: true, ...more }];
const own = (recordId: string, relatedIds: string[], linkColumns?: GivenColumn[]): AnyValues => ({
	entityType: 'Opportunity',
	recordId,
	link: 'contacts',
	linkBy: 'ids',
	relatedIds,
	linkColumns,
});
const foreign = (recordId: string, relatedIds: string[], value: Json): AnyValues => ({
	...own(recordId, relatedIds, role(value, { holder: { entityType: 'Contact', field: 'accounts' } })),
	entityType: 'Account',
});
/** A server that does all: a write is answered with what was sent, as EspoCRM does. */
const server = ({ method, path, body }: HttpRequest): HttpResponse =>
	method === 'PUT' ? json({ id: path.split('/').pop(), ...body }) : json(true);
const run = async (items: AnyValues[], answer: (request: HttpRequest) => HttpResponse | undefined = server) => {
	const outcome = await runJobs(linkRecords, items, (request) => answer(request) ?? server(request));
	return { ...outcome, sent: outcome.requests.map((request, index): [string, unknown] => [request, outcome.bodies[index]]) };
};
const success = [{ success: true }];

test('columns that the record itself holds are set in one request after the link', async () => {
	const { sent, results } = await run([own('o', ['a', 'b'], role('Evaluator'))]);
	expect(sent).toEqual([
		['POST /Opportunity/o/contacts', { ids: ['a', 'b'] }],
		['PUT /Opportunity/o', { contactsColumns: { a: { role: 'Evaluator' }, b: { role: 'Evaluator' } } }],
	]);
	expect(results).toEqual([success]);
});

test('columns that the related records hold are set in each of them, one after the other', async () => {
	const { sent, results, keys } = await run([foreign('a', ['x', 'y'], 'CTO')]);
	expect(sent).toEqual([
		['POST /Account/a/contacts', { ids: ['x', 'y'] }],
		['PUT /Contact/x', { accountsColumns: { a: { role: 'CTO' } } }],
		['PUT /Contact/y', { accountsColumns: { a: { role: 'CTO' } } }],
	]);
	expect(results).toEqual([success]);
	expect([...new Set(keys[0])].sort()).toEqual(['a', 'x', 'y']);
});

test('items share requests only with the same columns, and those of one record wait for each other', async () => {
	const { sent, results, keys } = await run([
		own('o', ['a'], role('Evaluator')),
		own('o', ['b'], role('Influencer')),
		own('o', ['c'], role('Evaluator')),
		own('o', ['d']),
	]);
	expect(sent).toEqual([
		['POST /Opportunity/o/contacts', { ids: ['a', 'c'] }],
		['PUT /Opportunity/o', { contactsColumns: { a: { role: 'Evaluator' }, c: { role: 'Evaluator' } } }],
		['POST /Opportunity/o/contacts', { ids: ['b'] }],
		['PUT /Opportunity/o', { contactsColumns: { b: { role: 'Influencer' } } }],
		['POST /Opportunity/o/contacts', { ids: ['d'] }],
	]);
	expect(results).toEqual([success, success, success, success]);
	expect(keys.every((taken) => taken.includes('o'))).toBe(true);
});

test('very many are divided', async () => {
	const ids = Array.from({ length: 1_200 }, (_, index) => `c${index}`);
	const { sent } = await run([own('o', ids, role('Evaluator'))]);
	const puts = sent
		.filter(([request]) => request.startsWith('PUT'))
		.map(([, body]) => Object.keys((body as { contactsColumns: JsonObject }).contactsColumns));
	expect(puts.flat()).toEqual(ids);
	expect(puts.map(({ length }) => length)).toEqual([500, 500, 200]);
});

test('an id that cannot be linked gets no columns', async () => {
	const { sent, results } = await run([own('o', ['a'], role('Evaluator')), own('o', ['bad'], role('Evaluator'))], ({ method, body }) =>
		method === 'POST' && (body?.ids as string[]).includes('bad') ? refusal(404) : undefined,
	);
	expect(sent.at(-1)).toEqual(['PUT /Opportunity/o', { contactsColumns: { a: { role: 'Evaluator' } } }]);
	expect(results).toEqual([success, expect.stringMatching(/ID: bad\.$/)]);
	expect(results[1]).not.toContain('Linked');
});

describe('when the columns are not set, the error says that the records are linked', () => {
	const badValue = refusal(400, 'Field validation failure; entityType: Opportunity, field: contacts, type: columnsValid.');

	test('a value that is not possible: by the name of the column', async () => {
		const { results } = await run([own('o', ['a', 'b'], role('Bogus')), own('o', ['c'])], ({ method }) =>
			method === 'PUT' ? badValue : undefined,
		);
		expect(results).toEqual([
			'EspoCRM refuses the value of the column “role” ("Bogus") | Not processed: a, b. Processed: none. Linked, but without the columns: a, b.',
			success,
		]);
	});

	test('the same, where the rule stands only in the body; the rest is not tried', async () => {
		const body = { messageTranslation: { label: 'validationFailure', scope: null, data: { field: 'accounts', type: 'columnsValid' } } };
		const { requests, results } = await run([foreign('a', ['x', 'y'], 'CTO')], ({ method }) =>
			method === 'PUT' ? refusal(400, undefined, body) : undefined,
		);
		expect(requests).toEqual(['POST /Account/a/contacts', 'PUT /Contact/x']);
		expect(results).toEqual([expect.stringMatching(/column “role”.*Linked, but without the columns: x, y\.$/)]);
	});

	test('a write that EspoCRM ignores', async () => {
		const { results } = await run([own('o', ['a'], role('Evaluator'))], ({ method }) =>
			method === 'PUT' ? json({ id: 'o', contactsColumns: { a: { role: null } } }) : undefined,
		);
		expect(results).toEqual(['EspoCRM did not set the column “role” | Linked, but without the columns: a.']);
	});

	test('one of several related records that may not be written', async () => {
		const { results } = await run([foreign('a', ['x', 'y'], 'CTO'), foreign('a', ['z'], 'CTO')], ({ path }) =>
			path === '/Contact/x' ? refusal(403, 'No edit access.') : undefined,
		);
		expect(results).toEqual(['No edit access. | Not processed: x. Processed: y. Linked, but without the columns: x.', success]);
	});

	test.each([503, 401])('status %d ends it', async (status) => {
		const { requests, results } = await run([foreign('a', ['x', 'y'], 'CTO')], ({ method }) =>
			method === 'PUT' ? refusal(status, 'No.') : undefined,
		);
		expect(requests).toHaveLength(2);
		expect(results).toEqual([expect.stringContaining('Linked, but without the columns: x, y.')]);
	});
});

describe('a column by its name alone', () => {
	const plain = (entityType: string, link: string, column = 'role'): AnyValues => ({
		entityType,
		recordId: 'r',
		link,
		linkBy: 'ids',
		relatedIds: ['x'],
		linkColumns: [{ column, value: 'CTO', isPlaced: false }],
	});
	const entityDefs: Record<string, JsonObject> = {
		'Opportunity.fields': { contacts: { type: 'linkMultiple', columns: { role: 'opportunityRole' } } },
		'Opportunity.links.contacts': { entity: 'Contact', foreign: 'opportunities', additionalColumns: { role: { type: 'varchar' } } },
		'Contact.fields': {},
		'Contact.links.opportunities': { entity: 'Opportunity', foreign: 'contacts' },
		'Contact.links.tasks': { entity: 'Task', foreign: 'contact' },
		'Task.fields': {},
	};
	const withMetadata = ({ path }: HttpRequest): HttpResponse | undefined => {
		const key = new URL(path, 'http://espo').searchParams.get('key');
		return key === null ? undefined : json(entityDefs[key.replace('entityDefs.', '')] ?? null);
	};

	test.each<[string, string, string, number]>([
		['Opportunity', 'contacts', 'PUT /Opportunity/r', 2],
		['Contact', 'opportunities', 'PUT /Opportunity/x', 4],
	])('of %s %s is looked up once for all items', async (entityType, link, write, lookUps) => {
		const { requests, results } = await run(
			[plain(entityType, link), { ...plain(entityType, link), recordId: 's', relatedIds: ['y'] }],
			withMetadata,
		);
		expect(requests.filter((request) => request.startsWith('GET'))).toHaveLength(lookUps);
		expect(requests).toEqual(expect.arrayContaining([`POST /${entityType}/r/${link}`, write]));
		expect(results).toEqual([success, success]);
	});

	test.each<[string, string, string, RegExp]>([
		['Contact', 'tasks', 'role', /“tasks” of Contact has no columns that can be set/],
		['Opportunity', 'contacts', 'title', /has no column “title”/],
	])('that %s %s does not have is refused before anything is sent', async (entityType, link, column, message) => {
		const { requests, results } = await run([plain(entityType, link, column)], withMetadata);
		expect(requests.filter((request) => !request.startsWith('GET /Metadata'))).toEqual([]);
		expect(results).toEqual([expect.stringMatching(message)]);
	});
});
