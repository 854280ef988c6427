import type { EspoRequest } from '../request/EspoRequest';
import { isJsonObject, type Json, type JsonObject } from '../values/Json';

const ADDRESSES = ['emailAddress', 'phoneNumber'];

/**
 * The request that is still needed, so that a new e-mail address or phone number is stored: EspoCRM 7.4.0 to 8.1.3 echoes it in an update and keeps
 * the old one, which the list in the same answer shows (measured on 7.5.6). The list alone is stored there, so it is written: the new
 * address is the primary one instead of the old one, the others stay, as newer versions do it.
 * @param answer to the update
 * @param before the record as it was, where an address is cleared: the list alone does not tell whether its first one moved up
 * @returns undefined where everything is stored, as on all other versions
 */
export function addressesRequest(
	{ method, path, body = {} }: EspoRequest,
	answer: JsonObject,
	before?: JsonObject,
): EspoRequest | undefined {
	if (method !== 'PUT') return undefined;
	const lists = ADDRESSES.flatMap((name): Array<[string, JsonObject[]]> => {
		const list = listOf(name, answer);
		if (body[name] === undefined || body[`${name}Data`] !== undefined || !list || isSameAddress(primaryOf(name, list), answer[name]))
			return [];
		if (body[name] === null && !isSameAddress(primaryOf(name, list), before?.[name])) return [];
		return [[`${name}Data`, changed(name, list, body)]];
	});
	if (!lists.length) return undefined;
	// What the record itself holds is no new duplicate.
	return { method, path, body: Object.fromEntries(lists), headers: { 'X-Skip-Duplicate-Check': 'true' } };
}

/** Whether the answer to a list that was written shows the address that was the primary one before, or its flags, as 7.x does. */
export function showsOldAddresses({ method, body = {} }: EspoRequest, answer: JsonObject): boolean {
	if (method !== 'PUT') return false;
	return ADDRESSES.some((name) => {
		const list = body[`${name}Data`] === undefined ? undefined : listOf(name, answer);
		if (!list) return false;
		const { optOut, invalid } = primaryIn(list) ?? {};
		const isFlag = (flag: Json | undefined, shown: string) => Boolean(flag) === Boolean(answer[`${name}${shown}`]);
		return !isSameAddress(primaryOf(name, list), answer[name]) || !isFlag(optOut, 'IsOptedOut') || !isFlag(invalid, 'IsInvalid');
	});
}

/** Whether an update clears an address. */
export function clearsAddress({ method, body = {} }: EspoRequest): boolean {
	return method === 'PUT' && ADDRESSES.some((name) => body[name] === null && body[`${name}Data`] === undefined);
}

/** The answer to the list that was written, with what the list says: 7.x shows the old address and its flags beside it. */
export function withListedAddresses({ body = {} }: EspoRequest, answer: JsonObject): JsonObject {
	const shown = ADDRESSES.flatMap((name): Array<[string, Json]> => {
		const list = body[`${name}Data`] === undefined ? undefined : listOf(name, answer);
		if (!list) return [];
		const { optOut = null, invalid = null } = primaryIn(list) ?? {};
		return [
			[name, primaryOf(name, list)],
			[`${name}IsOptedOut`, optOut],
			[`${name}IsInvalid`, invalid],
		];
	});
	return { ...answer, ...Object.fromEntries(shown) };
}

/** The record without flags of an address that it does not have: an answer shows them as they were sent, and they are not kept (espocrm-api.md#echoed-not-stored). */
export function withoutLoneFlags(record: JsonObject): JsonObject {
	const lone = ADDRESSES.filter((name) => !record[name]).flatMap((name) => [`${name}IsOptedOut`, `${name}IsInvalid`]);
	return { ...record, ...Object.fromEntries(lone.filter((flag) => flag in record).map((flag) => [flag, null])) };
}

function listOf(name: string, record: JsonObject): JsonObject[] | undefined {
	const list = record[`${name}Data`];
	return Array.isArray(list) ? list.filter(isJsonObject) : undefined;
}

function primaryOf(name: string, list: JsonObject[]): Json {
	return primaryIn(list)?.[name] ?? null;
}

function primaryIn(list: JsonObject[]): JsonObject | undefined {
	return list.find(({ primary }) => primary === true) ?? list[0];
}

function changed(name: string, list: JsonObject[], body: JsonObject): JsonObject[] {
	const value = body[name] ?? '';
	const others = list.filter((entry) => entry.primary !== true && !isSameAddress(entry[name], value));
	if (value === '') return others.map((entry, index) => ({ ...entry, primary: index === 0 }));
	const known = list.find((entry) => isSameAddress(entry[name], value));
	const flags = {
		optOut: body[`${name}IsOptedOut`] ?? known?.optOut ?? false,
		invalid: body[`${name}IsInvalid`] ?? known?.invalid ?? false,
	};
	// Without a type a phone number gets that of its field.
	return [{ ...known, ...flags, [name]: value, primary: true }, ...others];
}

function isSameAddress(a: Json | undefined, b: Json | undefined): boolean {
	const plain = (address: Json | undefined) =>
		String(address ?? '')
			.trim()
			.toLowerCase();
	return plain(a) === plain(b);
}
