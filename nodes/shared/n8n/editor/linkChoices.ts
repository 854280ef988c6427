import { fewRecords, hasFewRecords, type RecordChoice } from '../../api/lists/fewRecords';
import type { LabelledAttribute } from '../../api/metadata/Metadata';
import { cached, type MetadataCache } from '../../api/metadata/metadataPart';
import type { Connection } from '../transport/connect';

/** Requests that opening a panel may cost beside the metadata. */
const MOST_TYPES = 5;
/** What most record types have comes first. */
const USUAL = ['User', 'Team'];
const PICKED = ['link', 'linkMultiple'];

/** The records to choose from, kept as long as the metadata, by the attribute that holds their ID or IDs; only where the other entity type has few. */
export async function linkChoices(
	attributes: LabelledAttribute[],
	entityType: string,
	{ client, metadata }: Connection,
	cache: MetadataCache,
): Promise<ReadonlyMap<string, RecordChoice[]>> {
	const types = new Map((await metadata.links(entityType)).map((link) => [link.name, link.entityType]));
	const targets = attributes.flatMap(({ name, field, fieldType, kind }) => {
		const type = types.get(field);
		return PICKED.includes(fieldType) && (kind === 'id' || kind === 'idList') && type && hasFewRecords(type) ? [{ name, type }] : [];
	});
	const wanted = [
		...new Set([...USUAL.filter((type) => targets.some((target) => target.type === type)), ...targets.map(({ type }) => type)]),
	];
	const choicesOf = async (type: string) => await cached(cache, `choices of ${type}`, async () => await fewRecords(client, type));
	const found = new Map(
		await Promise.all(
			wanted
				.slice(0, MOST_TYPES)
				.map(async (type): Promise<[string, RecordChoice[] | undefined]> => [
					type,
					(await choicesOf(type).catch(() => undefined)) as RecordChoice[] | undefined,
				]),
		),
	);
	return new Map(
		targets.flatMap(({ name, type }): Array<[string, RecordChoice[]]> => {
			const choices = found.get(type);
			return choices?.length ? [[name, choices]] : [];
		}),
	);
}
