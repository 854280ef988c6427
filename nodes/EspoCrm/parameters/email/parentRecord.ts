import type { INodeProperties } from 'n8n-workflow';

import { isNothing } from '../../../shared/api/values/given';
import { entityTypeIdentifier, recordIdentifier } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { locatorValue } from '../../../shared/parameters/entered/locatorValue';
import { refuseOtherType } from '../../../shared/parameters/entered/refuseOtherType';
import { parameter, type ParameterReader } from '../../../shared/parameters/reading/Parameter';
import { recordAddress, recordLocator } from '../../../shared/parameters/shown/recordLocator';

const TYPE = 'Related Record Type';
const RECORD = 'Related Record';

const properties: INodeProperties[] = [
	{
		displayName: TYPE,
		name: 'parentType',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The type of the record whose history the e-mail belongs to. Leave empty for none.',
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchMailParentTypes' } },
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. Account' },
		],
	},
	{
		displayName: RECORD,
		name: 'parentId',
		...recordLocator('searchMailParents', ['parentType.value']),
		description: 'The record whose history the e-mail belongs to',
	},
];

/** The record that an e-mail is about; nothing where none is chosen. */
export const parentRecord = parameter('parentRecord', properties, readParent);

function readParent(reader: ParameterReader): { parentType?: string; parentId?: string } {
	const [type, id] = ['parentType', 'parentId'].map((name) => locatorValue(reader.resolved(name)));
	if (isNothing(type) && isNothing(id)) return {};
	const address = recordAddress(id);
	if (address && isNothing(type)) return { parentType: address.entityType, parentId: recordIdentifier(address.id, RECORD) };
	if (isNothing(type)) throw missing(TYPE, RECORD);
	if (isNothing(id)) throw missing(RECORD, TYPE);
	const parentType = entityTypeIdentifier(type, TYPE);
	refuseOtherType(address ? [address.entityType] : [], parentType, RECORD, `“${TYPE}” is`);
	return { parentType, parentId: recordIdentifier(address?.id ?? id, RECORD) };
}

function missing(label: string, given: string): InvalidInput {
	return new InvalidInput(label, `“${label}” is empty, although “${given}” is not`, 'Fill in both, or none.');
}
