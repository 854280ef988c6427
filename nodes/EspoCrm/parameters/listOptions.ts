import { identifierList, nameIdentifier } from '../../shared/api/identifier';
import { option } from './options';
import { wholeNumber } from './wholeNumber';

const SELECT = 'Attribute Names or IDs';

export const select = option(
	'select',
	{
		displayName: SELECT,
		name: 'select',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getSelectableAttributes', loadOptionsDependsOn: ['entityType.value', 'link.value'] },
		default: [],
		description:
			'Which attributes to return; fewer are quicker. The ID is always there. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(value) => {
		const names = identifierList(value ?? [], (name) => nameIdentifier(name, SELECT));
		return names.length ? names : undefined;
	},
);

export const offset = option(
	'offset',
	{
		displayName: 'Offset',
		name: 'offset',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'How many results to skip',
	},
	(value) => wholeNumber(value, 'Offset', 0) || undefined,
);
