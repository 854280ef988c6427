import type { IBinaryData, IBinaryKeyData } from 'n8n-workflow';

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
	/** Stored, and held by a task with the ID of the record. */
	file: string;
}

const item = (index: number, [name, duplicate, several]: [string, string, string]): WorldItem => ({
	record: `aaaaaaaaaaaaaaa0${index}`,
	related: `bbbbbbbbbbbbbbb0${index}`,
	file: `fffffffffffffff0${index}`,
	name,
	duplicate,
	several,
});

export const ITEMS: WorldItem[] = [
	item(0, ['Zebra Works', DUPLICATE, SEVERAL]),
	item(1, ['Yacht Yard', 'Twin Bridges', 'Bright Stars']),
	item(2, ['Xenon Lamps', 'Double Dutch', 'Seven Seas']),
];

/** The first item is what the parameters are made with. */
export const SAMPLE = ITEMS[0] as WorldItem;

export const API_KEY = sandboxUsers.full.apiKey;

/** Enough for several pages of a list, see `faster`. */
const OTHERS = 12;

/** The same few records in every sandbox. */
export async function makeWorld({ url, store }: Pick<Sandbox, 'url' | 'store'>): Promise<void> {
	const add = async (entityType: string, values: object, id?: string) => {
		const headers = { 'x-api-key': API_KEY, 'content-type': 'application/json', 'x-skip-duplicate-check': 'true' };
		const response = await fetch(`${url}/api/v1/${entityType}`, { method: 'POST', headers, body: JSON.stringify(values) });
		const { id: made } = (await response.json()) as { id: string };
		if (!id) return;
		store.run(`UPDATE "${entityType}" SET "id" = ? WHERE "id" = ?`, [id, made]);
		for (const [table, column] of REFERENCES) store.run(`UPDATE "${table}" SET "${column}" = ? WHERE "${column}" = ?`, [id, made]);
	};
	for (const [index, { record, related }] of ITEMS.entries()) {
		await add('Account', { name: `Acme ${index}` }, record);
		await add('Contact', { firstName: 'Acme', lastName: `Person ${index}` }, related);
	}
	for (let index = 0; index < OTHERS; index++) {
		await add('Account', { name: `Other ${index}` }, `ccccccccccccccc${10 + index}`);
		await add('Contact', { lastName: `Linked ${index}`, accountsIds: ITEMS.map(({ record }) => record) }, `ddddddddddddddd${10 + index}`);
	}
	for (const { record, file } of ITEMS) {
		const contents = Buffer.from(`The file of ${record}`).toString('base64');
		const place = { parentType: 'Task', field: 'attachments', type: 'text/plain', size: 0 };
		await add('Attachment', { name: `${file}.txt`, ...place, file: `data:text/plain;base64,${contents}` }, file);
		await add('Task', { name: `Task ${record}`, assignedUserId: sandboxUsers.full.id, attachmentsIds: [file] }, record);
	}
	for (const { record, related, name } of ITEMS) {
		const addresses = { from: 'anna@example.com', to: 'office@crm.example.com' };
		for (const id of [record, related])
			await add('Email', { name: `Mail ${name}`, ...addresses, status: 'Archived', dateSent: '2026-11-02 08:00:00' }, id);
		await add('EmailTemplate', { name: `Template ${name}`, subject: `Welcome ${name}`, body: '<p>Welcome</p>' }, record);
		await add('EmailFolder', { name: `Folder ${name}` }, record);
	}
	store.run('UPDATE "Email" SET "isUsers" = 1');
	const there = ITEMS.flatMap(({ duplicate, several }) => [duplicate, several, several]);
	for (const [index, name] of there.entries()) await add('Account', { name }, `eeeeeeeeeeeeeee0${index}`);
	for (const { record } of ITEMS) {
		await fetch(`${url}/api/v1/Account/${record}/subscription`, { method: 'PUT', headers: { 'x-api-key': API_KEY } });
		for (let index = 0; index < 5; index++)
			await add('Note', { type: 'Post', post: `Note ${index}`, parentType: 'Account', parentId: record });
	}
}

const REFERENCES = [
	['Attachment', 'parentId'],
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
		.rows(`SELECT * FROM "${table}"${table === 'Attachment' ? ' WHERE "deleted" = 0' : ''}`)
		.map((row) =>
			plain(JSON.stringify(row, (key, value: unknown) => (PASSING.includes(key) ? plain(String(value)).replace(/^\d+$/, '') : value))),
		);
}

/** IDs of the world and of the sandbox's users. */
const KNOWN = /^(64d0000|([a-f])\2{14})/;

/** Whether it is the ID of something that was there before. */
export function isOfWorld(id: string): boolean {
	return KNOWN.test(id);
}

/** A text without new IDs and times. */
export function plain(text: string): string {
	return text
		.replace(/\b[0-9a-f]{17}\b/g, (id) => (KNOWN.test(id) ? id : '<new>'))
		.replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/g, '<time>')
		.replace(/"(number|versionNumber)":\d+/g, '"$1":0');
}

/** The files of an item: what is sent of them tells which item it is. One goes in one request, the other in pieces. */
export function filesOf({ name }: WorldItem): IBinaryKeyData {
	const file = (fileName: string, contents: string): IBinaryData => ({
		data: Buffer.from(contents).toString('base64'),
		mimeType: 'text/plain',
		fileName,
	});
	return { data: file(`${name}.txt`, name), photo: file(`Photo of ${name}.txt`, `${name} `.repeat(14)) };
}
