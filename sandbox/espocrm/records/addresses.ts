import { isObject, type Json, type JsonObject } from '../Json';

type Entry = { [key: string]: Json };

const list = (data: Json | undefined): Entry[] => (Array.isArray(data) ? data.filter(isObject) : []);
const same = (name: string, entry: Entry, value: Json) => String(entry[name]).toLowerCase() === String(value).toLowerCase();

/** E-mail addresses and phone numbers are lists with the primary one first; `emailAddress` alone is a view of it. */
export const addresses = {
	given: (name: string, body: JsonObject): Json[] => [body[name] ?? null, ...list(body[`${name}Data`]).map((entry) => entry[name] ?? null)],
	primary: (name: string, data: Json | undefined): Json => list(data)[0]?.[name] ?? null,
	merge(name: string, body: JsonObject, current: JsonObject | undefined, phone: boolean): Json {
		const entry = (given: Entry): Entry => ({
			...(phone ? { [name]: given[name] ?? null, type: given.type ?? 'Mobile' } : { [name]: given[name] ?? null, lower: String(given[name]).toLowerCase() }),
			primary: given.primary === true, optOut: given.optOut === true, invalid: given.invalid === true,
		});
		const full = body[`${name}Data`];
		let entries = list(full ?? current?.[`${name}Data`]).map(entry);
		const value = body[name];
		if (full === undefined && (value === null || value === '')) entries = entries.filter(({ primary }) => !primary);
		else if (value && !(full !== undefined && entries.length > 0)) {
			const known = entries.find((item) => same(name, item, value));
			const others = entries.filter((item) => item !== known && !item.primary);
			entries = [{ ...(known ?? entry({ [name]: value })), primary: true }, ...others];
		}
		const first = entries.find(({ primary }) => primary) ?? entries[0];
		return first ? [{ ...first, primary: true }, ...entries.filter((item) => item !== first).map((item) => ({ ...item, primary: false }))] : [];
	},
};
