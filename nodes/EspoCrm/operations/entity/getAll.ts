import { operation } from '../../../shared/operation/Operation';
import { filters } from '../../../shared/parameters/filters/filters';
import { output } from '../../../shared/parameters/presentation/output';
import { addLabels, dateTimeFormat, presentation } from '../../../shared/parameters/presentation/presentationOptions';
import { entityType } from '../../../shared/parameters/record/entityType';
import { options } from '../../../shared/parameters/shown/options';
import { attachesFiles } from '../../parameters/files/attachesFiles';
import { downloadFilesOption } from '../../../shared/parameters/presentation/downloadFilesOption';
import { listFor } from '../../parameters/lists/listFor';
import { offset } from '../../parameters/lists/listOptions';
import { returnAll } from '../../parameters/lists/returnAll';
import { sort } from '../../parameters/lists/sort';

export const getAll = operation({
	resource: 'entity',
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many records',
	description: 'Retrieve many records',
	effect: 'read',
	parameters: [
		entityType,
		returnAll,
		output({ simplifiedForTools: true }),
		filters,
		sort,
		options([addLabels, dateTimeFormat, downloadFilesOption, offset]),
	],
	plan: (values) => {
		const { entityType } = values;
		return {
			presents: presentation(values),
			...attachesFiles(entityType, values.options),
			steps: async (context) =>
				await listFor(context, [entityType], values, async (field) => await context.metadata.sortedByValue(entityType, field)),
		};
	},
});
