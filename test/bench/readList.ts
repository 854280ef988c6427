import type { IDataObject } from 'n8n-workflow';

import { inTurn } from './inTurn';
import type { BenchRequest } from './Scenario';

const PAGE = 200;
/** Below so many rows the parts are not worth their own requests. */
const WORTH_PARTS = 2_000;

type Page = { total: number; list: IDataObject[] };
type Ask = (request: BenchRequest) => Promise<unknown>;

/**
 * The best exact way to read a list that is known: it is walked by ID, as rows that come and go move no page then; a long one in four parts at once, cut
 * at IDs that are asked for first.
 */
export async function readList(list: BenchRequest, count: number, atOnce: number, ask: Ask): Promise<IDataObject[]> {
	const { where = [], ...others } = list.searchParams ?? {};
	const page = async (more: IDataObject, conditions: IDataObject[] = []) =>
		(await ask({
			...list,
			searchParams: { ...others, ...more, where: [...where, ...conditions] },
			headers: { 'X-No-Total': 'true' },
		})) as Page;
	const parts = atOnce > 1 && count >= WORTH_PARTS ? atOnce : 1;
	const cuts = await inTurn(
		Array.from({ length: parts - 1 }, (_, index) => String(Math.floor(((index + 1) * count) / parts))),
		atOnce,
		async (offset) => String((await page({ select: ['id'], maxSize: 1, offset })).list[0]?.id),
	);
	const walked = async (from: string | undefined, to: string | undefined): Promise<IDataObject[]> => {
		const rows: IDataObject[] = [];
		for (let after = from; ; after = String(rows[rows.length - 1]?.id)) {
			const bounds = [
				...(after === undefined ? [] : [{ type: rows.length ? 'greaterThan' : 'greaterThanOrEquals', attribute: 'id', value: after }]),
				...(to === undefined ? [] : [{ type: 'lessThan', attribute: 'id', value: to }]),
			];
			const { list: found, total } = await page({ maxSize: Math.min(PAGE, count) }, bounds);
			rows.push(...found);
			if (total === -2 || !found.length || rows.length >= count) return rows;
		}
	};
	const ends = [undefined, ...cuts, undefined];
	return (await inTurn([...Array(parts).keys()], parts, async (part) => await walked(ends[part], ends[part + 1]))).flat();
}
