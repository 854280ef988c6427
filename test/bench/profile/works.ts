import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** What an item holds: the name of a record, and from the creates on the IDs of records of its own. */
export interface ProfiledItem extends IDataObject {
	name: string;
	account?: string;
	contact?: string;
}

/** An operation of the EspoCRM node, as it is profiled. */
export interface ProfiledWork {
	name: string;
	parameters: INodeParameters;
	/** Where the IDs of what it returns are kept for the works that follow. */
	gives?: 'account' | 'contact';
	/** Whether one item stands for all records. */
	isOfOneItem?: boolean;
}

const locator = (value: string, mode = 'id') => ({ __rl: true, mode, value });
const account = { entityType: locator('Account', 'name'), recordId: locator('={{ $json.account }}') };
const related = { ...account, link: locator('contacts') };
const fieldsBelow = (value: INodeParameters, matchingColumns: string[] = []): INodeParameters => ({
	columns: { mappingMode: 'defineBelow', value, matchingColumns, schema: [] } as INodeParameters,
});
const ATTRIBUTES = ['name', 'website', 'createdAt'];
const EVERY = { specifyFilters: 'json', filtersJson: [{ field: 'name', operator: 'startsWith', value: 'Profile ' }] };
const OWN = { conditions: { condition: [{ attribute: 'name', operator: 'equals', value: '={{ $json.name }}' }] } };

/** All operations of the node in an order in which each finds what it needs: each item works on an account and a contact of its own. */
export const PROFILED_WORKS: ProfiledWork[] = [
	work('entity', 'create', { ...account, ...fieldsBelow({ name: '={{ $json.name }}' }) }, { gives: 'account' }),
	work(
		'entity',
		'create',
		{ entityType: locator('Contact', 'name'), ...fieldsBelow({ lastName: '={{ $json.name }}' }), options: { skipDuplicateCheck: true } },
		{ gives: 'contact', how: 'no duplicate check' },
	),
	work('entity', 'update', { ...account, ...fieldsBelow({ website: '=https://example.com/{{ $json.account }}', type: 'Customer' }) }),
	work(
		'entity',
		'update',
		{ ...account, specifyFields: 'json', fieldsJson: '={{ { website: "https://example.com" } }}' },
		{ how: 'fields as JSON' },
	),
	work('entity', 'upsert', { ...account, ...fieldsBelow({ name: '={{ $json.name }}', website: 'https://example.org' }, ['name']) }),
	work('entity', 'get', account),
	work('entity', 'get', { ...account, output: 'selected', select: ATTRIBUTES }, { how: '3 attributes' }),
	work('entity', 'getAll', { ...account, filters: OWN }, { how: 'a list for each item' }),
	work('entity', 'getAll', { ...account, ...EVERY, returnAll: true }, { how: 'one list of all', isOfOneItem: true }),
	work('relation', 'link', { ...related, relatedIds: locator('={{ $json.contact }}') }),
	work('relation', 'getAll', related),
	work('relation', 'unlink', { ...related, relatedIds: locator('={{ $json.contact }}') }),
	work('stream', 'createPost', { ...account, target: 'record', post: '={{ $json.name }}' }),
	work('stream', 'getAll', { ...account, source: 'record' }),
	work('stream', 'follow', account),
	work('stream', 'unfollow', account),
	work('user', 'getCurrent', {}),
	work('entity', 'delete', account),
];

interface More extends Pick<ProfiledWork, 'gives' | 'isOfOneItem'> {
	how?: string;
}

function work(resource: string, operation: string, parameters: INodeParameters, { how, ...more }: More = {}): ProfiledWork {
	return { name: `${resource}: ${operation}${how ? `, ${how}` : ''}`, parameters: { resource, operation, ...parameters }, ...more };
}
