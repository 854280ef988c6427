import { fewRecords, hasFewRecords, type RecordChoice } from '../api/fewRecords';
import type { LabelledAttribute } from '../api/Metadata';
import type { Connection } from './connect';

/** Requests that opening a panel may cost beside the metadata. */
const MOST_TYPES = 5;
/** What most record types have comes first. */
const USUAL = ['User', 'Team'];
const PICKED = ['link', 'linkMultiple'];

/** The records to choose from, by the attribute that holds their ID or IDs; only where the other entity type has few. */
export async function linkChoices(
	attributes: LabelledAttribute[],
	entityType: string,
	{ client, metadata }: Connection,
): Promise<ReadonlyMap<string, RecordChoice[]>> {
	const types = new Map((await metadata.links(entityType)).map((link) => [link.name, link.entityType]));
	const targets = attributes.flatMap(({ name, field, fieldType, kind }) => {
		const type = types.get(field);
		return PICKED.includes(fieldType) && (kind === 'id' || kind === 'idList') && type && hasFewRecords(type) ? [{ name, type }] : [];
	});
	const wanted = [...new Set([...USUAL.filter((type) => targets.some((target) => target.type === type)), ...targets.map(({ type }) => type)])];
	const found = new Map(
		await Promise.all(
			wanted.slice(0, MOST_TYPES).map(async (type): Promise<[string, RecordChoice[] | undefined]> => [type, await fewRecords(client, type)]),
		),
	);
	return new Map(
		targets.flatMap(({ name, type }): Array<[string, RecordChoice[]]> => {
			const choices = found.get(type);
			return choices?.length ? [[name, choices]] : [];
		}),
	);
}
