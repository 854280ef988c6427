import { isJsonObject, type Json, type JsonObject } from '../../nodes/shared/api/values/Json';
import { reduced, type StillFails } from './reduced';
import { SECOND } from './time';

/**
 * Makes a value as plain as a failure lets it be: keys and elements are left out, numbers become smaller and rounder.
 * @param kept keys that no object within it can do without
 * @returns a value which still fails
 */
export async function simplified(value: Json, stillFails: StillFails<Json>, kept: readonly string[] = []): Promise<Json> {
	if (typeof value === 'number') return await smaller(value, stillFails);
	if (Array.isArray(value)) return await simplifiedList(value, stillFails, kept);
	return isJsonObject(value) ? await simplifiedObject(value, stillFails, kept) : value;
}

async function smaller(value: number, stillFails: StillFails<number>): Promise<number> {
	let least = value;
	for (let next = 0; next !== least; next = Math.trunc(least / 2)) {
		if (await stillFails(next)) least = next;
		else if (next !== 0 || Math.trunc(least / 2) === 0) break;
	}
	const round = Math.trunc(least / SECOND) * SECOND;
	return round !== 0 && round !== least && (await stillFails(round)) ? round : least;
}

async function simplifiedList(list: Json[], stillFails: StillFails<Json[]>, kept: readonly string[]): Promise<Json[]> {
	let left = await reduced(list, stillFails);
	for (const index of left.keys()) {
		const one = await simplified(left[index] as Json, async (candidate) => await stillFails(replaced(left, index, candidate)), kept);
		left = replaced(left, index, one);
	}
	return left;
}

async function simplifiedObject(object: JsonObject, stillFails: StillFails<JsonObject>, kept: readonly string[]): Promise<JsonObject> {
	let left = object;
	for (const key of Object.keys(object)) {
		if (kept.includes(key)) continue;
		const { [key]: value = null, ...rest } = left;
		if (await stillFails(rest)) left = rest;
		else left = { ...left, [key]: await simplified(value, async (candidate) => await stillFails({ ...left, [key]: candidate }), kept) };
	}
	return left;
}

function replaced(list: Json[], at: number, value: Json): Json[] {
	return list.map((own, index) => (index === at ? value : own));
}
