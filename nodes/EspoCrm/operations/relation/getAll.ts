import { isCutShort, knownRelatedAttributes, relatedAttributes } from '../../../shared/api/relatedAttributes';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../parameters/entityType';
import { filters } from '../../parameters/filters';
import { link } from '../../parameters/link';
import { offset } from '../../parameters/listOptions';
import { options } from '../../parameters/options';
import { output } from '../../parameters/output';
import { addLabels, dateTimeFormat, presentation } from '../../parameters/outputOptions';
import { recordId } from '../../parameters/recordId';
import { returnAll } from '../../parameters/returnAll';
import { sort } from '../../parameters/sort';
import { listFor } from '../listFor';

export const getRelated = operation({
	resource: 'relation',
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many related records',
	description: 'Retrieve many records that are related to a record',
	parameters: [entityType, recordId, link, returnAll, output({ ofRelation: true, simplifiedForTools: true }), filters, sort, options([addLabels, dateTimeFormat, offset])],
	presents: presentation,
	run: async (values, context) => {
		const { entityType: type, recordId: id, link: name, output: chosen } = values;
		const { metadata } = context;
		const list = async (attributes?: string[]) =>
			await listFor(context, [type, id, name], { ...values, output: { attributes } }, async (field) => {
				const foreign = await metadata.linkedEntityType(type, name);
				return foreign !== undefined && (await metadata.sortedByValue(foreign, field));
			});
		const asked = chosen.attributes ?? (await knownRelatedAttributes(metadata, type, name));
		const rows = await list(asked);
		return asked || !isCutShort(rows) ? rows : await list(await relatedAttributes(metadata, type, name));
	},
});
