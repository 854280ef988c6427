import type { IBinaryKeyData } from 'n8n-workflow';

import { sandboxUsers } from '../../sandbox/espocrm/sandboxUsers';
import type { Sandbox } from '../../sandbox/espocrm/startSandbox';
import { DUPLICATE, SEVERAL } from '../engine/table/startTableServer';

/** What tells the items of a run apart: each works on its own record, related record and name. */
export interface WorldItem {
	record: string;
	related: string;
	/** Of a record that is not there. */
	name: string;
	/** Of one that is there, and of two. */
	duplicate: string;
	several: string;
	/** Of the IDs of its files, how they begin. */
	file: string;
	/** Becomes part of the record. */
	merged: string;
}

const item = (index: number, [name, duplicate, several]: [string, string, string]): WorldItem => ({
	record: `aaaaaaaaaaaaaaa0${index}`,
	related: `bbbbbbbbbbbbbbb0${index}`,
	name,
	duplicate,
	several,
	file: `ffffffffffffff0${index}`,
	merged: `aaaaaaaaaaaaaaa1${index}`,
});

export const ITEMS: WorldItem[] = [
	item(0, ['Zebra Works', DUPLICATE, SEVERAL]),
	item(1, ['Yacht Yard', 'Twin Bridges', 'Bright Stars']),
	item(2, ['Xenon Lamps', 'Double Dutch', 'Seven Seas']),
];

/** The first item is what the parameters are made with. */
export const SAMPLE = ITEMS[0] as WorldItem;

/** The IDs of its stored files: two in a task, one that a specimen holds, one in a post. */
const STORED = { first: '1', second: '2', scan: '3', posted: '4' };

/** One in a field for several and one in a field for one. */
export const FILE_IDS = `${SAMPLE.file}${STORED.first}, ${SAMPLE.file}${STORED.scan}`;

/** The specimen that holds one. */
export const SPECIMEN = `${SAMPLE.file}9`;

export const API_KEY = sandboxUsers.full.apiKey;

/** Enough for several pages of a list, see `faster`. */
const OTHERS = 12;

/** The same few records in every sandbox. */
export async function makeWorld({ url, store }: Pick<Sandbox, 'url' | 'store'>): Promise<void> {
	const add = async (entityType: string, values: object, id?: string) => {
		const headers = { 'x-api-key': API_KEY, 'content-type': 'application/json', 'x-skip-duplicate-check': 'true' };
		const response = await fetch(`${url}/api/v1/${entityType}`, { method: 'POST', headers, body: JSON.stringify(values) });
		if (!response.ok)
			throw new Error(`The world lacks ${entityType} ${JSON.stringify(values)}: ${response.headers.get('x-status-reason')}`);
		const { id: made } = (await response.json()) as { id: string };
		if (!id) return;
		store.run(`UPDATE "${entityType}" SET "id" = ? WHERE "id" = ?`, [id, made]);
		for (const [table, column] of REFERENCES) store.run(`UPDATE "${table}" SET "${column}" = ? WHERE "${column}" = ?`, [id, made]);
	};
	for (const [index, { record, related, merged }] of ITEMS.entries()) {
		await add('Account', { name: `Acme ${index}` }, record);
		await add('Account', { name: `Merged ${index}`, website: `${index}.example.com` }, merged);
		await add('Contact', { firstName: 'Acme', lastName: `Person ${index}` }, related);
	}
	for (let index = 0; index < OTHERS; index++) {
		await add('Account', { name: `Other ${index}` }, `ccccccccccccccc${10 + index}`);
		await add('Contact', { lastName: `Linked ${index}`, accountsIds: ITEMS.map(({ record }) => record) }, `ddddddddddddddd${10 + index}`);
	}
	for (const { record, related, name } of ITEMS) {
		const addresses = { from: 'anna@example.com', to: 'office@crm.example.com' };
		for (const id of [record, related])
			await add('Email', { name: `Mail ${name}`, ...addresses, status: 'Archived', dateSent: '2026-11-02 08:00:00' }, id);
		await add('EmailTemplate', { name: `Template ${name}`, subject: `Welcome ${name}`, body: '<p>Welcome</p>' }, record);
		await add('EmailFolder', { name: `Folder ${name}` }, record);
		await add('Template', { name: `Print ${name}`, entityType: 'Account', body: name }, record);
		await add('Note', { type: 'Post', post: `Post of ${related}`, parentType: 'Account', parentId: record }, related);
		for (const id of [record, related])
			store.insert('User', {
				id,
				name: `User ${id}`,
				lastName: id,
				userName: `user-${id}`,
				type: 'regular',
				isActive: true,
				deleted: false,
			});
	}
	store.run('UPDATE "Email" SET "isUsers" = 1');
	for (const item of ITEMS) await addFiles(add, item);
	const there = ITEMS.flatMap(({ duplicate, several }) => [duplicate, several, several]);
	for (const [index, name] of there.entries()) await add('Account', { name }, `eeeeeeeeeeeeeee0${index}`);
	for (const { record } of ITEMS) {
		await fetch(`${url}/api/v1/Account/${record}/subscription`, { method: 'PUT', headers: { 'x-api-key': API_KEY } });
		for (let index = 0; index < 5; index++)
			await add('Note', { type: 'Post', post: `Note ${index}`, parentType: 'Account', parentId: record });
	}
}

type Add = (entityType: string, values: object, id?: string) => Promise<void>;

/** Records and a post that have files. */
async function addFiles(add: Add, { record, file, name }: WorldItem): Promise<void> {
	const upload = async (id: string, parentType: string, field: string) =>
		await add(
			'Attachment',
			{ name: `${id}.txt`, type: 'text/plain', parentType, field, file: `data:text/plain;base64,${base64(`Stored ${id}`)}` },
			id,
		);
	for (const own of [STORED.first, STORED.second]) await upload(file + own, 'Task', 'attachments');
	const attachmentsIds = [file + STORED.first, file + STORED.second];
	await add('Task', { name: `Task of ${name.length}`, assignedUserId: sandboxUsers.full.id, attachmentsIds }, record);
	await upload(file + STORED.scan, SPECIMENS, 'scan');
	await add(SPECIMENS, { name: 'A specimen', scanId: file + STORED.scan }, `${file}9`);
	await upload(file + STORED.posted, 'Note', 'attachments');
	await add('Note', { type: 'Post', post: 'With a file', parentType: 'Task', parentId: record, attachmentsIds: [file + STORED.posted] });
}

export const SPECIMENS = 'CSpecimen';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The files of an item: one that is sent in pieces under the numbers of `faster`, and a small one. Each piece names the item. */
export function filesOf({ name }: WorldItem): IBinaryKeyData {
	const file = (fileName: string, contents: string) => ({ data: base64(contents), mimeType: 'text/plain', fileName });
	const lines = Array.from({ length: 16 }, (_, index) => `${index} of ${name}\n`);
	// Of e-mails, so that they can be imported as such.
	const head = `Subject: ${name}\n\n`;
	return { data: file(`${name}.txt`, head + lines.join('')), photo: file(`Photo of ${name}.txt`, head) };
}

const REFERENCES = [
	['Attachment', 'parentId'],
	['Attachment', 'relatedId'],
	['CSpecimen', 'scanId'],
	['Note', 'parentId'],
	['Note', 'relatedId'],
	['subscription', 'entityId'],
	['relation', 'a'],
	['relation', 'b'],
];

/** Everything that is stored, without what differs each time that the same is done. */
export function stateOf({ store }: Pick<Sandbox, 'store'>): string {
	const tables = store.rows(`SELECT "name" FROM sqlite_master WHERE "type" = 'table'`).map(({ name }) => String(name));
	return tables.map((table) => `${table}\n${rowsOf(store, table).sort().join('\n')}`).join('\n');
}

const PASSING = ['id', 'number', 'versionNumber'];

function rowsOf(store: Sandbox['store'], table: string): string[] {
	return store
		.rows(`SELECT * FROM "${table}"`)
		.filter(({ deleted }) => table !== 'Attachment' || deleted === 0)
		.map((row) => plain(JSON.stringify(row, stable)));
}

function stable(key: string, value: unknown): unknown {
	if (value instanceof Uint8Array) return Buffer.from(value).toString();
	return PASSING.includes(key) ? plain(String(value)).replace(/^\d+$/, '') : value;
}

/** IDs of the world and of the sandbox's users. */
const KNOWN = /^(64d0000|([a-f])\2{13})/;

/** The files that no record has, but for those that were there before: their IDs. */
export function strayFiles({ store }: Pick<Sandbox, 'store'>): string[] {
	const rows = store.rows('SELECT "id" FROM "Attachment" WHERE "deleted" = 0 AND "parentId" IS NULL AND "relatedId" IS NULL');
	return rows.map(({ id }) => String(id)).filter((id) => !KNOWN.test(id));
}

/** A text without new IDs and times. */
export function plain(text: string): string {
	return text
		.replace(/\b[0-9a-f]{17}\b/g, (id) => (KNOWN.test(id) ? id : '<new>'))
		.replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/g, '<time>')
		.replace(/"(number|versionNumber)":\d+/g, '"$1":0');
}
