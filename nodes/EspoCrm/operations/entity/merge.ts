import { mergeRecords } from '../../../shared/api/actions/mergeRecords';
import { operation } from '../../../shared/operation/Operation';
import { output } from '../../../shared/parameters/presentation/output';
import { addLabels, dateTimeFormat, presentation } from '../../../shared/parameters/presentation/presentationOptions';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { mergedRecords, mergedValues, otherThan } from '../../parameters/actions/mergedRecords';
import { changedAttributeValues } from '../../parameters/fields/fieldParameters';
import { withoutFiles } from '../../parameters/fields/withoutFiles';

export const merge = operation({
	resource: 'entity',
	value: 'merge',
	name: 'Merge',
	action: 'Merge records',
	description: 'Make one record of several: it gets what belongs to the others, which are deleted',
	effect: 'once',
	needs: 'The role needs edit access to the record, and read, edit and delete access to those to merge into it (Administration > Roles).',
	parameters: [
		entityType,
		recordId,
		mergedRecords,
		mergedValues,
		shownWhen('mergedValues', ['fields'], changedAttributeValues),
		output(),
		options([addLabels, dateTimeFormat]),
	],
	plan: (values) => {
		const { entityType, recordId: id, attributes } = values;
		const sourceIds = otherThan(id, values.sourceIds);
		const merge = { entityType, id, sourceIds, attributes: attributes ? withoutFiles(attributes) : {} };
		return {
			presents: presentation(values),
			touches: [id, ...sourceIds],
			steps: async (context) => await mergeRecords(context, merge, values.mergedValues === 'fill'),
		};
	},
});
