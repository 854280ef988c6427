import { recordIdentifier } from '../../../shared/api/values/identifier';
import { locatorValue } from '../../../shared/parameters/entered/locatorValue';
import { refuseOtherType } from '../../../shared/parameters/entered/refuseOtherType';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { recordAddress, recordLocator } from '../../../shared/parameters/shown/recordLocator';

const TEMPLATE = 'Template';

/** The PDF template to print with. */
export const templateId = parameter(
	'templateId',
	{
		displayName: TEMPLATE,
		name: 'templateId',
		...recordLocator('searchTemplates', ['entityType.value']),
		required: true,
		description: 'A PDF template of the entity type',
	},
	(reader) => {
		const value = locatorValue(reader.get('templateId'));
		const address = recordAddress(value);
		refuseOtherType(address ? [address.entityType] : [], 'Template', TEMPLATE, 'it must be one of');
		return recordIdentifier(address?.id ?? value, TEMPLATE);
	},
);
