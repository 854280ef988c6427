import { isCutShort, knownRelatedAttributes, relatedAttributes } from '../../../shared/api/links/relatedAttributes';
import { mayBeCut, withWholeTexts } from '../../../shared/api/lists/withWholeTexts';
import type { JsonObject } from '../../../shared/api/values/Json';
import { operation, type RunContext } from '../../../shared/operation/Operation';
import { filters } from '../../../shared/parameters/filters/filters';
import { output } from '../../../shared/parameters/presentation/output';
import { addLabels, dateTimeFormat, presentation } from '../../../shared/parameters/presentation/presentationOptions';
import type { ParameterValues } from '../../../shared/parameters/reading/Parameter';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';
import { listFor } from '../../parameters/lists/listFor';
import { link } from '../../parameters/linked/link';
import { offset } from '../../parameters/lists/listOptions';
import { returnAll } from '../../parameters/lists/returnAll';
import { sort } from '../../parameters/lists/sort';

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
	effect: 'read',
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
	if (asked || !isCutShort(rows)) return await whole(rows);
	return await whole(await list(await relatedAttributes(metadata, type, name)));

	async function whole(found: JsonObject[]): Promise<JsonObject[]> {
		const foreign = found.some(mayBeCut) ? await metadata.linkedEntityType(type, name) : undefined;
		return foreign === undefined ? found : await withWholeTexts(context.client, found, foreign);
	}
}
