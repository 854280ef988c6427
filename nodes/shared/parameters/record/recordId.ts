import { parameter } from '../reading/Parameter';
import { locatedId } from '../shown/locatedId';
import { recordLocator } from '../shown/recordLocator';
import { readEntityType } from './entityType';

export const recordId = parameter(
	'recordId',
	{
		displayName: 'Record',
		name: 'recordId',
		...recordLocator('searchRecords', ['entityType.value']),
		required: true,
		description: 'The record to work on',
	},
	(reader) => locatedId(reader.get('recordId'), 'Record', () => [readEntityType(reader), '“Entity Type” is']),
);
