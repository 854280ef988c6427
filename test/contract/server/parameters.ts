import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { locator } from '../../harness/locator';

/** Parameters of the EspoCRM node as the editor saves them. An id may be an expression. */
export const entity = (operation: string, entityType: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'entity',
	operation,
	entityType: locator(entityType),
	...more,
});

export const record = (operation: string, entityType: string, id: string, more: INodeParameters = {}): INodeParameters =>
	entity(operation, entityType, { recordId: locator(id), ...more });

export type Link = [entityType: string, link: string];

/** @param id of the record whose link it is */
export const relation = (operation: string, [entityType, link]: Link, id: string, more: INodeParameters = {}): INodeParameters => ({
	...record(operation, entityType, id),
	resource: 'relation',
	link: locator(link),
	...more,
});

export const stream = (operation: string, more: INodeParameters = {}): INodeParameters => ({ resource: 'stream', operation, ...more });

export const recordStream = (operation: string, entityType: string, id: string, more: INodeParameters = {}): INodeParameters =>
	stream(operation, { entityType: locator(entityType), recordId: locator(id), ...more });

/** Attributes in the JSON mode; an expression as it is. */
export const inJson = (values: IDataObject | string): INodeParameters => ({
	specifyFields: 'json',
	fieldsJson: typeof values === 'string' ? values : JSON.stringify(values),
});

/** Attributes in the field mapping, as a workflow has them that was written without the editor: without a schema. */
export const inMapping = (values: IDataObject, matchingColumns: string[] = []): INodeParameters => ({
	specifyFields: 'mapping',
	columns: { mappingMode: 'defineBelow', value: values, matchingColumns, schema: [] } as INodeParameters,
});

/** Output: Selected Attributes. */
export const selected = (...names: string[]): INodeParameters => ({ output: 'selected', select: names });

export const whereJson = (...items: IDataObject[]): INodeParameters => ({ filters: { where: JSON.stringify(items) } });

export const condition = (attribute: string, operator: string, value = ''): INodeParameters => ({ attribute, operator, value });

export const conditions = (list: INodeParameters[], combine = 'all'): INodeParameters => ({
	filters: { combine, conditions: { condition: list } },
});

export const sortBy = (orderBy: string, order = 'asc'): INodeParameters => ({ sort: { by: { orderBy, order } } });
