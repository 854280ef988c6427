import { isCutShort, knownRelatedAttributes, relatedAttributes } from '../../../shared/api/relatedAttributes';
import type { JsonObject } from '../../../shared/api/Json';
import { operation, type RunContext } from '../../../shared/operation/Operation';
import type { ParameterValues } from '../../../shared/operation/Parameter';
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

const parameters = [
	entityType,
	recordId,
	link,
	returnAll,
	output({ ofRelation: true, simplifiedForTools: true }),
	filters,
	sort,
	options([addLabels, dateTimeFormat, offset]),
] as const;
type RelatedValues = ParameterValues<typeof parameters>;

export const getRelated = operation({
	resource: 'relation',
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many related records',
	description: 'Retrieve many records that are related to a record',
	parameters,
	plan: (values) => ({ presents: presentation(values), steps: async (context) => await relatedRecords(values, context) }),
});

async function relatedRecords(values: RelatedValues, context: RunContext): Promise<JsonObject[]> {
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
}
