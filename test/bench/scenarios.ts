import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { BenchRequest, Given, Scenario } from './Scenario';

const TYPE = 'Account';
const ATTRIBUTES = ['name', 'website', 'createdAt'];
const locator = (value: string, mode = 'id') => ({ __rl: true, mode, value });
const entity = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'entity',
	operation,
	entityType: locator(TYPE, 'name'),
	...more,
});
const ofMark = (mark: string) => [{ type: 'startsWith', attribute: 'name', value: mark }];
const listed = (mark: string, select?: string[]): BenchRequest => ({
	method: 'GET',
	path: TYPE,
	searchParams: { where: ofMark(mark), orderBy: 'id', order: 'asc', ...(select ? { select } : {}) },
});
const ids = ({ ids: all }: Given): IDataObject[] => all.map((id) => ({ id }));
const wrongCount = (rows: IDataObject[], count: number) => (rows.length === count ? undefined : `${rows.length} rows instead of ${count}`);
const sameRecords = (rows: IDataObject[], { ids: wanted }: Given) => {
	const found = new Set(rows.map(({ id }) => id));
	return wrongCount(rows, wanted.length) ?? (wanted.every((id) => found.has(id)) ? undefined : 'other records');
};

interface ListOf {
	count: number;
	attributes?: string[];
}

function listOf(name: string, { count, attributes }: ListOf): Scenario {
	const output: INodeParameters = attributes ? { output: 'selected', select: attributes } : {};
	return {
		name,
		count,
		needs: 'list',
		isList: true,
		parameters: entity('getAll', {
			returnAll: true,
			specifyFilters: 'json',
			filtersJson: "={{ [{ field: 'name', operator: 'startsWith', value: $json.mark }] }}",
			...output,
		}),
		items: ({ mark }) => [{ mark }],
		requests: ({ mark }) => [listed(mark, attributes)],
		fault: sameRecords,
	};
}

/** Of all records with the mark, where the answer of a bare mass action is their number. */
function updateMany(count: number): Scenario {
	const values = ({ mark }: Given) => ({ description: `Of ${mark}` });
	return {
		name: `update ${count} by a filter`,
		count,
		needs: 'list',
		isList: false,
		parameters: entity('updateMany', {
			whichRecords: 'filter',
			mostRecords: count,
			specifyFilters: 'json',
			filtersJson: "={{ [{ field: 'name', operator: 'startsWith', value: $json.mark }] }}",
			specifyFields: 'json',
			fieldsJson: '={{ { description: `Of ${$json.mark}` } }}',
		}),
		items: ({ mark }) => [{ mark }],
		requests: (given) => [
			{
				method: 'POST',
				path: 'MassAction',
				body: { entityType: TYPE, action: 'update', params: { where: ofMark(given.mark) }, data: { values: values(given) } },
			},
		],
		fault: ([row]) => (row?.updated === count || row?.count === count ? undefined : `another answer: ${JSON.stringify(row)}`),
	};
}

/** @param count of single records @param list of the long list */
export function scenarios(count: number, list: number): Scenario[] {
	const create = (name: string, isChecked: boolean): Scenario => ({
		name,
		count,
		needs: 'nothing',
		isList: false,
		isOneByOne: isChecked,
		parameters: entity('create', {
			specifyFields: 'json',
			fieldsJson: '={{ { name: $json.name } }}',
			...(isChecked ? {} : { options: { skipDuplicateCheck: true } }),
		}),
		items: ({ mark }) => Array.from({ length: count }, (_, index) => ({ name: `${mark} ${index}` })),
		requests: ({ mark }) =>
			Array.from({ length: count }, (_, index): BenchRequest => ({
				method: 'POST',
				path: TYPE,
				body: { name: `${mark} ${index}` },
				headers: isChecked ? {} : { 'X-Skip-Duplicate-Check': 'true' },
			})),
		fault: (rows) => wrongCount(rows, count),
	});
	return [
		create('create', true),
		create('create, no duplicate check', false),
		{
			name: 'get',
			count,
			needs: 'records',
			isList: false,
			parameters: entity('get', { recordId: locator('={{ $json.id }}') }),
			items: ids,
			requests: (given) => given.ids.map((id) => ({ method: 'GET', path: `${TYPE}/${id}` })),
			fault: sameRecords,
		},
		{
			name: 'get, 3 attributes',
			count,
			needs: 'records',
			isList: true,
			parameters: entity('get', { recordId: locator('={{ $json.id }}'), output: 'selected', select: ATTRIBUTES }),
			items: ids,
			requests: ({ ids: wanted }) => [
				{
					method: 'GET',
					path: TYPE,
					searchParams: { where: [{ type: 'in', attribute: 'id', value: wanted }], orderBy: 'id', order: 'asc', select: ATTRIBUTES },
				},
			],
			fault: sameRecords,
		},
		{
			name: 'update',
			count,
			needs: 'records',
			isList: false,
			parameters: entity('update', {
				recordId: locator('={{ $json.id }}'),
				specifyFields: 'json',
				fieldsJson: '={{ { website: "https://example.com" } }}',
			}),
			items: ids,
			requests: (given) => given.ids.map((id) => ({ method: 'PUT', path: `${TYPE}/${id}`, body: { website: 'https://example.com' } })),
			fault: sameRecords,
		},
		{
			name: 'delete',
			count,
			needs: 'records',
			isList: false,
			parameters: entity('delete', { recordId: locator('={{ $json.id }}') }),
			items: ids,
			requests: (given) => given.ids.map((id) => ({ method: 'DELETE', path: `${TYPE}/${id}` })),
			fault: (rows) => wrongCount(rows, count),
		},
		updateMany(list),
		listOf(`list of ${list}, all attributes`, { count: list }),
		listOf(`list of ${list}, 3 attributes`, { count: list, attributes: ATTRIBUTES }),
		listOf('list of 50', { count: 50 }),
	];
}
