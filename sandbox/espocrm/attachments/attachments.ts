import type { Espo } from '../Espo';
import type { Json, JsonObject } from '../Json';

/** As the API shows it. A file belongs to a record by `related`, one of several by `parent`. */
const SHOWN = [
	'id',
	'name',
	'type',
	'size',
	'field',
	'role',
	'sourceId',
	'parentType',
	'parentId',
	'relatedType',
	'relatedId',
	'createdAt',
	'createdById',
];

export type Ends = { entityType: string; id: string };
type Values = Record<string, string | number | Uint8Array | null>;

export const attachments = {
	insert({ store }: Espo, values: Values): void {
		const all: Values = { deleted: 0, isBeingUploaded: 0, ...values };
		store.run(
			`INSERT INTO "Attachment" ("${Object.keys(all).join('", "')}") VALUES (${Object.keys(all)
				.map(() => '?')
				.join(', ')})`,
			Object.values(all),
		);
	},
	update({ store }: Espo, id: Json | undefined, values: Values): void {
		store.run(
			`UPDATE "Attachment" SET ${Object.keys(values)
				.map((name) => `"${name}" = ?`)
				.join(', ')} WHERE "id" = ?`,
			[...Object.values(values), String(id)],
		);
	},
	byId({ store }: Espo, id: Json | undefined): JsonObject | undefined {
		const [row] = store.rows(`SELECT "${SHOWN.join('", "')}", "isBeingUploaded" FROM "Attachment" WHERE "id" = ? AND "deleted" = 0`, [
			String(id),
		]);
		return row && ({ ...row, isBeingUploaded: row.isBeingUploaded === 1 } as JsonObject);
	},
	contents({ store }: Espo, id: Json | undefined): Buffer {
		const contents = store.rows('SELECT "contents" FROM "Attachment" WHERE "id" = ?', [String(id)])[0]?.contents;
		return contents instanceof Uint8Array ? Buffer.from(contents) : Buffer.alloc(0);
	},
	/** Ids, names and types of a field for several files. */
	of({ store }: Espo, { entityType, id }: Ends, field: string): JsonObject {
		const rows = store.rows(
			'SELECT "id", "name", "type" FROM "Attachment" WHERE "parentType" = ? AND "parentId" = ? AND "field" = ? AND "deleted" = 0 ORDER BY rowid',
			[entityType, id, field],
		);
		const map = (column: string) => Object.fromEntries(rows.map((row) => [String(row.id), (row[column] ?? null) as Json]));
		return { [`${field}Ids`]: rows.map((row) => String(row.id)), [`${field}Names`]: map('name'), [`${field}Types`]: map('type') };
	},
	/** A field for several takes those that were uploaded for it; what it had and is not named any more belongs to nothing. */
	setSeveral(espo: Espo, ends: Ends, field: string, ids: string[]): void {
		espo.store.run(
			'UPDATE "Attachment" SET "parentType" = NULL, "parentId" = NULL WHERE "parentType" = ? AND "parentId" = ? AND "field" = ?',
			[ends.entityType, ends.id, field],
		);
		for (const id of ids) attachments.update(espo, id, { parentType: ends.entityType, parentId: ends.id });
	},
	/** A field for one file loses the one that it had, which 7.5 keeps when it is only cleared. */
	setOne(espo: Espo, ends: Ends, id: Json | undefined, before: Json | undefined): void {
		if (before && before !== id && (id || espo.version10)) attachments.update(espo, before, { deleted: 1 });
		if (id) attachments.update(espo, id, { relatedType: ends.entityType, relatedId: ends.id });
	},
};
