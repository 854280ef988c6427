import type { EspoClient } from '../client/EspoClient';
import { askedAttributes } from '../lists/askedAttributes';
import { readableRecords } from '../lists/readableRecords';
import type { Lookups } from '../metadata/Lookups';
import { namelessLinks } from '../records/namelessLinks';
import { notStored } from '../records/notStored';
import { writtenText } from '../records/writtenText';
import { isJsonObject, type JsonObject } from '../values/Json';
import { linkName } from '../values/linkName';
import { byPages } from './byPages';
import { addRemark, type Remarks } from './Remarks';

const NOT_READ = 'It is not known whether EspoCRM stored the values, because the records could not be read afterwards.';

/**
 * Looks at what a mass action stored, by one list for each 200 records: EspoCRM counts records in which it has changed nothing, because a value is unknown,
 * not for this user to change, or taken back by a script (espocrm-api.md#mass-actions).
 * @param values as they were sent @param remarks gets a sentence about each record that holds others
 */
export async function remarksOnStored(
	{ client, metadata }: Lookups,
	{ entityType, values }: { entityType: string; values: JsonObject },
	ids: string[],
	remarks: Remarks,
): Promise<void> {
	const rows = await rowsOf(client, entityType, Object.keys(values), ids);
	if (!rows.length) for (const id of ids) addRemark(remarks, id, NOT_READ);
	const hidden = await valuesInNoList(client, entityType, Object.keys(values), rows);
	for (const row of rows) {
		const record = { ...hidden, ...row };
		const nameless = await namelessLinks(metadata, entityType, values, record);
		const rest = { unclear: [], unversioned: false, endless: false };
		addRemark(remarks, String(row.id), writtenText({ notStored: notStored(values, record, entityType), ...nameless, ...rest }));
	}
}

async function rowsOf(client: EspoClient, entityType: string, attributes: string[], ids: string[]): Promise<JsonObject[]> {
	const names = attributes.filter((name) => /.Id$/.test(name)).map(linkName);
	const select = askedAttributes(['id', ...attributes, ...names]);
	return await byPages(ids, async (page) => await readableRecords(client, entityType, page, select)).catch(() => []);
}

/** The attributes that lists do not show, of one record that stands for all; none where lists show everything. */
async function valuesInNoList(client: EspoClient, entityType: string, attributes: string[], rows: JsonObject[]): Promise<JsonObject> {
	const hidden = attributes.filter((name) => rows.every((row) => !(name in row)));
	const [first] = rows;
	if (!first || !hidden.length) return {};
	const answer = await client.request({ method: 'GET', path: [entityType, String(first.id)] }).catch(() => undefined);
	const record = isJsonObject(answer?.body) ? answer.body : {};
	return Object.fromEntries(Object.entries(record).filter(([name]) => hidden.includes(name)));
}
