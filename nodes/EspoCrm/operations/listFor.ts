import type { JsonObject } from '../../shared/api/Json';
import { listRecords } from '../../shared/api/listRecords';
import type { SearchParams } from '../../shared/api/SearchParams';
import type { RunContext } from '../../shared/operation/Operation';
import type { ChosenOutput } from '../parameters/output';

interface ListValues {
	limit: number | undefined;
	filters: SearchParams;
	sort: Pick<SearchParams, 'orderBy' | 'order'>;
	options: Pick<SearchParams, 'offset'>;
	output: ChosenOutput;
}

/** Fields that every entity type keeps as they are sorted. */
const ALWAYS_BY_VALUE = ['id', 'createdAt', 'modifiedAt'];

/** The rows of a list. @param sortedByValue whether the server sorts by the stored value of a field; asked only for long lists */
export async function listFor(
	{ client }: RunContext,
	path: string[],
	{ limit, filters, sort, options: { offset }, output }: ListValues,
	sortedByValue: (field: string) => Promise<boolean>,
): Promise<JsonObject[]> {
	const params = { ...filters, ...sort, offset, select: withNameParts(output.attributes) };
	const walkable = async () => ALWAYS_BY_VALUE.includes(sort.orderBy ?? '') || (await sortedByValue(sort.orderBy ?? ''));
	return await listRecords(client, { path, params }, { limit, walkable });
}

const NAME_PARTS = ['firstName', 'middleName', 'lastName'];

/** 7.x makes the name of a person of the parts that were asked for beside it, so all of them are asked for then (Core/Entities/Person). */
function withNameParts(attributes: string[] | undefined): string[] | undefined {
	if (!attributes?.includes('name') || !NAME_PARTS.some((part) => attributes.includes(part))) return attributes;
	return [...new Set([...attributes, ...NAME_PARTS])];
}
