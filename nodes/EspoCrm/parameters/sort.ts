import { nameIdentifier } from '../../shared/api/identifier';
import type { SearchParams } from '../../shared/api/SearchParams';
import { parameter } from '../../shared/operation/Parameter';
import { collectionOf } from './collectionOf';

/** By which field; EspoCRM sorts by one. */
export const sort = parameter(
	'sort',
	{
		displayName: 'Sort',
		name: 'sort',
		type: 'fixedCollection',
		placeholder: 'Add Sort',
		default: {},
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
						description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
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
					},
				],
			},
		],
	},
	(reader): Pick<SearchParams, 'orderBy' | 'order'> => {
		const by = collectionOf(collectionOf(reader.get('sort'), 'Sort').by, 'Sort');
		if (!by.orderBy) return {};
		return { orderBy: nameIdentifier(by.orderBy, 'Sort'), order: String(by.order).trim().toLowerCase() === 'desc' ? 'desc' : 'asc' };
	},
);
