import { nameIdentifier } from '../../../shared/api/values/identifier';
import { locatorValue } from '../../../shared/parameters/entered/locatorValue';
import { parameter } from '../../../shared/parameters/reading/Parameter';

const named = parameter(
	'link',
	{
		displayName: 'Relation',
		name: 'link',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The relation of the record, e.g. Contacts of an account',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchLinks', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. contacts',
				hint: 'The name of the link, as the Entity Manager shows it',
				validation: [
					{ type: 'regex', properties: { regex: '^[A-Za-z][A-Za-z0-9]*$', errorMessage: 'A name has only letters and digits' } },
				],
			},
		],
		typeOptions: { loadOptionsDependsOn: ['entityType.value'] },
	},
	(reader) => nameIdentifier(locatorValue(reader.get('link')), 'Relation'),
);

/** The chosen link of the record; what it leads to is of another type. */
export const link: typeof named = { ...named, isOfManyTypes: () => true };
