import { requestPath } from '../../../../nodes/shared/api/request/EspoRequest';
import { searchParamsQuery, type SearchParams } from '../../../../nodes/shared/api/request/SearchParams';

test.each([
	[{ path: ['Account'] }, '/Account'],
	[{ path: ['Account', '6b046affe09989a18', 'contacts'] }, '/Account/6b046affe09989a18/contacts'],
	[{ path: ['Metadata'], query: { key: 'entityDefs.Account.fields' } }, '/Metadata?key=entityDefs.Account.fields'],
	[{ path: ['GlobalSearch'], query: { q: 'a b&c=d', maxSize: '5' } }, '/GlobalSearch?q=a%20b%26c%3Dd&maxSize=5'],
	[
		{ path: [], entryPoint: 'pdf', query: { entityType: 'Account', entityId: 'a&b' } },
		'/?entryPoint=pdf&entityType=Account&entityId=a%26b',
	],
	[{ path: ['Account'], searchParams: {} }, '/Account?searchParams=%7B%7D'],
])('%j', (request, path) => expect(requestPath({ method: 'GET', ...request })).toBe(path));

test.each(['', '.', '..', '%2e%2e', 'a%2Fb', 'a/b', 'a?b', 'a#b', 'a b', ' a', 'a\n', 'é', '../User'])(
	'the segment %j is never part of an address',
	(segment) => {
		expect(() => requestPath({ method: 'GET', path: ['Account', segment] })).toThrow("can't be part of an address");
		expect(() => requestPath({ method: 'GET', path: [], entryPoint: segment })).toThrow("can't be part of an address");
	},
);

const decoded = (params: SearchParams) => JSON.parse(decodeURIComponent(searchParamsQuery(params).replace('searchParams=', ''))) as unknown;

test('search parameters are one parameter that says what is given', () => {
	const given: SearchParams = {
		where: [{ type: 'equals', attribute: 'name', value: 'A & B, C: "D" + é % 😀' }],
		select: ['id', 'name'],
		offset: 0,
		maxSize: 5,
		orderBy: 'name',
		order: 'desc',
	};
	expect(decoded(given)).toEqual(given);
	expect(searchParamsQuery(given)).toMatch(/^searchParams=[!'()*,:\-.\w~%]+$/);
});

test('what is not given is left out', () => {
	expect(decoded({ where: [], select: undefined, textFilter: '', boolFilterList: [], primaryFilter: 'open', maxSize: 1 })).toEqual({
		primaryFilter: 'open',
		maxSize: 1,
	});
});
