import type { EspoClient } from '../client/EspoClient';
import { listPage } from '../lists/ListRequest';
import type { WhereItem } from '../request/WhereItem';
import { isJsonObject, type Json, type JsonObject } from '../values/Json';

const ENOUGH = 6;

/**
 * Further records like the one that EspoCRM named as a duplicate: before 9.0 a refusal names only the first (Duplicate/Finder, whose look whether
 * there is one limits the list too). One request, none where 9.0 or newer shows itself by `streamUpdatedAt`.
 * @param values what was to be created
 * @returns ids and names; nothing where the duplicate was found by something else than EspoCRM's own names and addresses
 */
export async function otherDuplicates(
	client: EspoClient,
	entityType: string,
	found: JsonObject,
	values: JsonObject,
): Promise<JsonObject[]> {
	const alike = likeness(values).filter(({ attributes }) => attributes.every((attribute) => found[attribute] !== undefined));
	if (found.streamUpdatedAt !== undefined || !alike.length) return [];
	const where: WhereItem[] = [{ type: 'or', value: alike.map(({ item }) => item) }];
	const { list } = await listPage(client, { path: [entityType], params: { where, select: ['id', 'name'] } }, { maxSize: ENOUGH });
	return list.some(({ id }) => id === found.id) ? list.filter(({ id }) => id !== found.id) : [];
}

interface Likeness {
	attributes: string[];
	item: WhereItem;
}

/** What EspoCRM compares (DuplicateWhereBuilders of 7.x): the name, of persons both parts of it, and any e-mail address. */
function likeness(values: JsonObject): Likeness[] {
	const isPerson = Boolean(values.firstName || values.lastName);
	const names = (isPerson ? ['firstName', 'lastName'] : ['name']).filter((attribute) => isPerson || values[attribute]);
	const equal = (attribute: string, value: Json | undefined): WhereItem =>
		value ? { type: 'equals', attribute, value } : { type: 'isNull', attribute };
	return [
		...(names.length ? [{ attributes: names, item: { type: 'and', value: names.map((name) => equal(name, values[name])) } }] : []),
		...addressesOf(values).map((address) => ({ attributes: ['emailAddress'], item: equal('emailAddress', address) })),
	];
}

function addressesOf({ emailAddress, emailAddressData }: JsonObject): Json[] {
	const listed = Array.isArray(emailAddressData)
		? emailAddressData.map((entry) => (isJsonObject(entry) ? entry.emailAddress : undefined))
		: [];
	return [...new Set([emailAddress, ...listed])].filter((address): address is string => typeof address === 'string' && address !== '');
}
