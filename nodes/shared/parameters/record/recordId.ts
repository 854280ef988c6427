import { recordIdentifier } from '../../api/values/identifier';
import { locatorValue } from '../entered/locatorValue';
import { refuseOtherType } from '../entered/refuseOtherType';
import { parameter, type ParameterReader } from '../reading/Parameter';
import { recordAddress, recordLocator } from '../shown/recordLocator';
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
