import { recordIdentifier } from '../../shared/api/identifier';
import { parameter, type ParameterReader } from '../../shared/operation/Parameter';
import { readEntityType } from './entityType';
import { locatorValue } from './locatorValue';
import { recordAddress, recordLocator } from './recordLocator';
import { refuseOtherType } from './refuseOtherType';

export const recordId = parameter(
	'recordId',
	{
		displayName: 'Record',
		name: 'recordId',
		...recordLocator('searchRecords', ['entityType.value']),
		required: true,
		description: 'The record to work on',
	},
	readRecordId,
);

/** The id, also out of an address of the web interface. @throws InvalidInput when that address is of another entity type */
function readRecordId(reader: ParameterReader): string {
	const value = locatorValue(reader.get('recordId'));
	const address = recordAddress(value);
	if (!address) return recordIdentifier(value, 'Record');
	refuseOtherType([address.entityType], readEntityType(reader), 'Record', '“Entity Type” is');
	return recordIdentifier(address.id, 'Record');
}
