import { isJsonObject, type JsonObject } from '../values/Json';

/** Attributes with the addresses, and the links that they stand for. */
const LINKS: Record<string, string> = {
	to: 'toEmailAddresses',
	cc: 'ccEmailAddresses',
	bcc: 'bccEmailAddresses',
	replyTo: 'replyToEmailAddresses',
};

/** What to ask a list for, so that `withAddresses` finds them on every version. */
export function withAddressAttributes(attributes: string[]): string[] {
	return [...new Set([...attributes, ...attributes.flatMap((name) => (LINKS[name] ? [`${LINKS[name]}Ids`] : []))])];
}

/** A row of a list with its addresses, which lists of 7.x leave null (espocrm-api.md#e-mail): the links beside them have them as names. */
export function withAddresses(row: JsonObject): JsonObject {
	const found = Object.entries(LINKS).flatMap(([name, link]) => {
		const [ids, names] = [row[`${link}Ids`], row[`${link}Names`]];
		if (typeof row[name] === 'string' || !Array.isArray(ids) || !isJsonObject(names)) return [];
		return [[name, ids.map((id) => String(names[String(id)] ?? '')).join(';')]];
	});
	const from = row.from ?? row.fromEmailAddressName;
	return { ...row, ...(from === undefined ? {} : { from }), ...(Object.fromEntries(found) as JsonObject) };
}
