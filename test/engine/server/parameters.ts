import type { INodeParameters } from 'n8n-workflow';

import { locator } from '../../harness/locator';

export const ID = '6b046affe09989a18';

export const entity = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'entity',
	operation,
	entityType: locator('Account'),
	...more,
});

export const record = (operation: string, id: string = ID, more: INodeParameters = {}): INodeParameters =>
	entity(operation, { recordId: locator(id), ...more });

export const relation = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	...record(operation),
	resource: 'relation',
	link: locator('contacts'),
	relatedIds: ID,
	...more,
});

export const stream = (operation: string, more: INodeParameters = {}): INodeParameters => ({ resource: 'stream', operation, ...more });

export const fields = (values: object = { name: 'Acme' }): INodeParameters => ({
	specifyFields: 'json',
	fieldsJson: JSON.stringify(values),
});

/** Fields in the mapping; the value can be an expression. */
export const mapping = (value: object | string): INodeParameters => ({
	specifyFields: 'mapping',
	columns: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] } as INodeParameters,
});

export const GET_USER: INodeParameters = { resource: 'user', operation: 'getCurrent' };
export const READ = record('get');
export const LIST = entity('getAll');
export const LIST_ALL = entity('getAll', { returnAll: true });
export const CREATE = entity('create', fields());
export const UPDATE = record('update', ID, fields());
export const DELETE = record('delete');
export const LINK = relation('link');
export const UNLINK = relation('unlink');
export const FOLLOW: INodeParameters = { ...record('follow'), resource: 'stream' };
export const POST = stream('createPost', { target: 'all', post: 'Hello' });
