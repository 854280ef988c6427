import { entityTypeIdentifier } from '../../api/values/identifier';
import { locatorValue } from '../entered/locatorValue';
import { parameter, type ParameterReader } from '../reading/Parameter';

export const entityType = parameter(
	'entityType',
	{
		displayName: 'Entity Type',
		name: 'entityType',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The type of record, e.g. Account, Contact or a custom type',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchEntityTypes', searchable: true },
			},
			{
				displayName: 'By Name',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. Account',
				validation: [
					{ type: 'regex', properties: { regex: '^[A-Za-z][A-Za-z0-9]*$', errorMessage: 'A name has only letters and digits' } },
				],
			},
		],
	},
	readEntityType,
);

/** The entity type of an item. @throws InvalidInput */
export function readEntityType(reader: ParameterReader): string {
	return entityTypeIdentifier(locatorValue(reader.get('entityType')), 'Entity Type');
}
