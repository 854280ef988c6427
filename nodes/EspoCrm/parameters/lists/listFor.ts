import { listRecords } from '../../../shared/api/lists/listRecords';
import { askedAttributes } from '../../../shared/api/lists/askedAttributes';
import type { SearchParams } from '../../../shared/api/request/SearchParams';
import type { JsonObject } from '../../../shared/api/values/Json';
import type { RunContext } from '../../../shared/operation/Operation';
import type { ChosenOutput } from '../../../shared/parameters/presentation/output';

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
	const params = { ...filters, ...sort, offset, select: askedAttributes(output.attributes, sort.orderBy) };
	const walkable = async () => ALWAYS_BY_VALUE.includes(sort.orderBy ?? '') || (await sortedByValue(sort.orderBy ?? ''));
	return await listRecords(client, { path, params }, { limit, walkable });
}
