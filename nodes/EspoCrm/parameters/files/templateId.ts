import { parameter } from '../../../shared/parameters/reading/Parameter';
import { locatedId } from '../../../shared/parameters/shown/locatedId';
import { recordLocator } from '../../../shared/parameters/shown/recordLocator';

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
	(reader) => locatedId(reader.get('templateId'), TEMPLATE, () => ['Template', 'it must be one of']),
);
