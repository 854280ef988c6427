import type { SearchParams } from '../../../shared/api/request/SearchParams';
import { isGiven } from '../../../shared/api/values/given';
import { nameIdentifier } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { isJsonObject, type JsonObject } from '../../../shared/api/values/Json';
import { collectionOf } from '../../../shared/parameters/entered/collectionOf';
import { refuseNothing } from '../../../shared/parameters/entered/refuseNothing';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { expressible } from '../../../shared/parameters/shown/expressible';

type Sort = Pick<SearchParams, 'orderBy' | 'order'>;

/** By which field; EspoCRM sorts by one. */
export const sort = parameter(
	'sort',
	expressible({
		displayName: 'Sort',
		name: 'sort',
		type: 'fixedCollection',
		placeholder: 'Add Sort',
		default: {},
		description: 'The field to sort the records by',
		options: [
			{
				displayName: 'Sort By',
				name: 'by',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'orderBy',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getSortFields', loadOptionsDependsOn: ['entityType.value', 'link.value'] },
						default: '',
						description:
							'The field to sort by; “-createdAt” means descending by createdAt. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					},
					{
						displayName: 'Direction',
						name: 'order',
						type: 'options',
						options: [
							{ name: 'Ascending', value: 'asc' },
							{ name: 'Descending', value: 'desc' },
						],
						default: 'asc',
						description: 'Ascending: A to Z, lowest or oldest first',
					},
				],
			},
			{
				displayName: 'By Text or JSON',
				name: 'text',
				values: [
					{
						displayName: 'Sort By',
						name: 'text',
						type: 'string',
						default: '',
						placeholder: 'e.g. -createdAt',
						description:
							'As text, e.g. for an AI agent: “createdAt”, “-createdAt” or “createdAt desc”, or JSON: {"orderBy": "createdAt", "order": "desc"}',
					},
				],
			},
		],
	}),
	(reader) => {
		const given = reader.resolved('sort');
		const { by, text } = isJsonObject(given) ? given : {};
		refuseNothing(reader, by, ['sort', 'by'], { label: 'Sort By', parameter: 'Sort' });
		refuseNothing(reader, text, ['sort', 'text'], { label: 'By Text or JSON', parameter: 'Sort' });
		if (isJsonObject(by)) {
			refuseNothing(reader, by.orderBy, ['sort', 'by', 'orderBy'], { label: 'Field Name or ID', parameter: 'Sort' });
			refuseNothing(reader, by.order, ['sort', 'by', 'order'], { label: 'Direction', parameter: 'Sort' });
		}
		if (isJsonObject(text) && isJsonObject(text.text) && !Object.keys(text.text).length)
			throw new InvalidInput('Sort', '“Sort” has no field');
		if (isJsonObject(text)) refuseNothing(reader, text.text, ['sort', 'text', 'text'], { label: 'Sort By', parameter: 'Sort' });
		return sortOf(given, '');
	},
);

const SHORT = /^\s*([+-]?)\s*([A-Za-z]\w*)(?:\s+(asc|desc)(?:ending)?)?\s*$/i;

/**
 * In one parameter: the collection, an object with `orderBy` and `order`, or text such as "createdAt desc" or "-createdAt",
 * so that an AI agent can fill it in at once. @param order where the text says none
 */
function sortOf(given: unknown, order: unknown): Sort {
	const text = typeof given === 'string' && !given.trim().startsWith('{') ? given : undefined;
	if (text !== undefined) return text.trim() ? fromText(text, order) : {};
	const collection = collectionOf(given, 'Sort', ['by', 'text', 'orderBy', 'order']);
	const inner = [collection.by, collection.text].filter(isGiven).map((part) => sortOf(part, order));
	const named = inner.filter(({ orderBy }) => orderBy !== undefined);
	if (named.length > 1) throw new InvalidInput('Sort', '“Sort” has two fields', 'Choose one: EspoCRM sorts by a single field.');
	return inner.length ? (named[0] ?? {}) : ofObject(collection, order);
}

/** Of `orderBy` and `order`. */
function ofObject({ orderBy, order: own }: JsonObject, order: unknown): Sort {
	if (orderBy === undefined || orderBy === null) return {};
	if (isJsonObject(orderBy) && !Object.keys(orderBy).length) throw new InvalidInput('Sort', '“Sort” has no field');
	if (isGiven(own) && typeof own === 'object')
		throw new InvalidInput('Sort', '“Direction” in “Sort” must be asc or desc, not a list or object');
	return sortOf(isJsonObject(orderBy) || typeof orderBy === 'string' ? orderBy : nameIdentifier(orderBy, 'Sort'), own ?? order);
}

function fromText(text: string, order: unknown): Sort {
	const [, sign, name, direction] = SHORT.exec(text) ?? [];
	if (name === undefined) return { orderBy: nameIdentifier(text, 'Sort'), order: 'asc' };
	const chosen = (direction ?? (sign === '-' ? 'desc' : String(order ?? ''))).trim().toLowerCase();
	if (!['', 'asc', 'desc', 'ascending', 'descending'].includes(chosen))
		throw new InvalidInput('Sort', `“${chosen}” in “Sort” is not a direction`, 'Use asc or desc.');
	return { orderBy: nameIdentifier(name, 'Sort'), order: chosen.startsWith('desc') ? 'desc' : 'asc' };
}
