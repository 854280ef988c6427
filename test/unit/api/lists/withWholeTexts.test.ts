import { createEspoClient } from '../../../../nodes/shared/api/client/EspoClient';
import { listRecords } from '../../../../nodes/shared/api/lists/listRecords';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { json } from '../../model/requestParts';

const CUT = 'x'.repeat(10_000);

/** An EspoCRM with one record, whose lists with a selection are cut. */
async function read(stored: JsonObject, cut: JsonObject) {
	const paths: string[] = [];
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		send: async ({ path }) => {
			paths.push(decodeURIComponent(path));
			return await Promise.resolve(json({ total: -2, list: [path.includes('select') ? cut : stored] }));
		},
	});
	const rows = await listRecords(client, { path: ['Account'], params: { select: ['description'] } });
	return { row: rows[0], requests: paths.length };
}

test.each<[title: string, whole: string, cut: string, requests: number]>([
	['a short text', 'short', 'short', 1],
	['one below the cut', CUT.slice(1), CUT.slice(1), 1],
	['one that just fits', CUT, CUT, 2],
	['a long one', `${CUT}yz`, CUT, 2],
	['one of emoji, which count as one', '😀'.repeat(10_001), '😀'.repeat(10_000), 2],
	['more units than characters', '😀'.repeat(6_000), '😀'.repeat(6_000), 1],
])('%s comes out whole', async (_title, whole, cut, requests) =>
	expect(await read({ id: 'a', description: whole }, { id: 'a', description: cut })).toEqual({
		row: { id: 'a', description: whole },
		requests,
	}),
);

test('the plain text of an e-mail is whole where its body was cut', async () => {
	const { row } = await read({ id: 'a', body: `${CUT}<b>z</b>`, bodyPlain: `${CUT}z` }, { id: 'a', body: CUT, bodyPlain: CUT.slice(3) });
	expect(row).toEqual({ id: 'a', body: `${CUT}<b>z</b>`, bodyPlain: `${CUT}z` });
});

test('what another one changed meanwhile, or is no longer there, stays as it was read', async () => {
	expect((await read({ id: 'a', description: 'other' }, { id: 'a', description: CUT })).row).toEqual({ id: 'a', description: CUT });
	expect((await read({ id: 'b', description: 'other' }, { id: 'a', description: CUT })).row).toEqual({ id: 'a', description: CUT });
});

test('a list without a selection is not cut, so nothing is read again', async () => {
	const client = createEspoClient({
		now: () => 0,
		sleep: async () => await Promise.resolve(),
		send: async () => await Promise.resolve(json({ total: -2, list: [{ id: 'a', description: CUT }] })),
	});
	const send = jest.spyOn(client, 'request');
	await listRecords(client, { path: ['Account'], params: {} });
	expect(send).toHaveBeenCalledTimes(1);
});
