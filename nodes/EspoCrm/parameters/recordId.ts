import { recordIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { parameter, type ParameterReader } from '../../shared/operation/Parameter';
import { readEntityType } from './entityType';
import { locatorValue } from './locatorValue';

const RECORD_ADDRESS = /#([A-Za-z][A-Za-z0-9]*)\/(?:view|edit)\/([^/?&#]+)/;

export const recordId = parameter(
	'recordId',
	{
		displayName: 'Record',
		name: 'recordId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The record to work on',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchRecords', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 6b046affe09989a18',
				validation: [
					{ type: 'regex', properties: { regex: '^\\s*[A-Za-z0-9][A-Za-z0-9_-]{0,63}\\s*$', errorMessage: 'This is not an ID of EspoCRM' } },
				],
			},
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: 'e.g. https://crm.example.com/#Account/view/6b046affe09989a18',
				extractValue: { type: 'regex', regex: '#[A-Za-z][A-Za-z0-9]*/(?:view|edit)/([A-Za-z0-9_-]+)' },
				validation: [
					{
						type: 'regex',
						properties: {
							regex: '^\\s*https?://.*#[A-Za-z][A-Za-z0-9]*/(?:view|edit)/[A-Za-z0-9_-]+.*$',
							errorMessage: 'Open the record in EspoCRM and copy the address from the browser',
						},
					},
				],
			},
		],
		typeOptions: { loadOptionsDependsOn: ['entityType.value'] },
	},
	readRecordId,
);

/** The id, also out of an address of the web interface. @throws InvalidInput when that address is of another entity type */
export function readRecordId(reader: ParameterReader): string {
	const value = locatorValue(reader.get('recordId'));
	const address = typeof value === 'string' ? RECORD_ADDRESS.exec(value) : null;
	if (!address) return recordIdentifier(value, 'Record');
	const [, type, id] = address;
	const entityType = readEntityType(reader);
	if (type !== entityType) {
		throw new InvalidInput('Record', `The URL in “Record” is of the type ${type}, but “Entity Type” is ${entityType}`);
	}
	return recordIdentifier(id, 'Record');
}
