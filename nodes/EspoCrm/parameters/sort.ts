import { nameIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { isJsonObject } from '../../shared/api/Json';
import type { SearchParams } from '../../shared/api/SearchParams';
import { parameter } from '../../shared/operation/Parameter';
import { collectionOf } from './collectionOf';

type Sort = Pick<SearchParams, 'orderBy' | 'order'>;

/** By which field; EspoCRM sorts by one. */
export const sort = parameter(
	'sort',
	{
		displayName: 'Sort',
		name: 'sort',
		type: 'fixedCollection',
		placeholder: 'Add Sort',
		default: {},
		description: 'The order of the records, by one field',
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
							'What to sort by; “-createdAt” means descending by createdAt. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
						description: 'Whether small or large values come first',
					},
				],
			},
		],
	},
	(reader) => sortOf(reader.get('sort'), ''),
);

const SHORT = /^\s*([+-]?)\s*([A-Za-z]\w*)(?:\s+(asc|desc)(?:ending)?)?\s*$/i;

/**
 * In one parameter: the collection, an object with `orderBy` and `order`, or text such as "createdAt desc" or "-createdAt",
 * so that an AI agent can fill it in at once. @param order where the text says none
 */
function sortOf(given: unknown, order: unknown): Sort {
	const text = typeof given === 'string' && !given.trim().startsWith('{') ? given : undefined;
	if (text?.trim() === '') return {};
	if (text !== undefined) return fromText(text, order);
	const collection = collectionOf(given, 'Sort', ['by', 'orderBy', 'order']);
	if (collection.by !== undefined) return sortOf(collection.by, order);
	const { orderBy } = collection;
	if (orderBy === undefined || orderBy === null) return {};
	return sortOf(isJsonObject(orderBy) ? orderBy : typeof orderBy === 'string' ? orderBy : nameIdentifier(orderBy, 'Sort'), collection.order ?? order);
}

function fromText(text: string, order: unknown): Sort {
	const [, sign, name, direction] = SHORT.exec(text) ?? [];
	if (name === undefined) return { orderBy: nameIdentifier(text, 'Sort'), order: 'asc' };
	const chosen = (direction ?? (sign === '-' ? 'desc' : String(order ?? ''))).trim().toLowerCase();
	if (!['', 'asc', 'desc', 'ascending', 'descending'].includes(chosen))
		throw new InvalidInput('Sort', `“${chosen}” in “Sort” is not a direction`, 'Possible are asc and desc.');
	return { orderBy: nameIdentifier(name, 'Sort'), order: chosen.startsWith('desc') ? 'desc' : 'asc' };
}
