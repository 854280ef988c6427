import initSqlJs, { type Database, type SqlValue, type Statement } from 'sql.js';
import type { Json, JsonObject } from './Json';
import { attributesOf, type Attribute } from './schema/attributes';
import type { Schema } from './schema/schema';

export type Condition = { sql: string; params: SqlValue[] };
type Paging = { order?: string; limit?: number; offset?: number };
/** `overrides` is SQL per attribute, for columns of the relation through which the rows are read. */
export type Selection = Paging & { where: Condition[]; attributes?: string[]; overrides?: Record<string, string>; join?: string };

const sqlTypes: Record<Attribute['kind'], string> = {
	text: 'TEXT COLLATE NOCASE',
	time: 'TEXT',
	decimal: 'REAL',
	int: 'INTEGER',
	real: 'REAL',
	bool: 'INTEGER',
	json: 'TEXT',
};
const ATTACHMENT =
	'"id", "name", "type", "size", "field", "role", "sourceId", "parentType", "parentId", "relatedType", "relatedId", "createdAt", "createdById", "isBeingUploaded", "contents", "deleted"';
const encode = (value: Json = null): SqlValue =>
	typeof value === 'boolean' ? Number(value) : typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

function decode(value: SqlValue | undefined, kind: Attribute['kind']): Json {
	if (value === null || value === undefined || value instanceof Uint8Array) return null;
	if (kind === 'decimal') return Number(value).toFixed(4);
	return kind === 'bool' ? Boolean(value) : kind === 'json' ? (JSON.parse(String(value)) as Json) : value;
}

export class Store {
	private readonly statements = new Map<string, Statement>();
	private constructor(
		private readonly database: Database,
		private readonly schema: Schema,
	) {}
	static async open(schema: Schema): Promise<Store> {
		const { Database } = await initSqlJs();
		const store = new Store(new Database(), schema);
		for (const entityType of Object.keys(schema)) {
			const columns = store.stored(entityType).map(({ name, kind }) => `"${name}" ${sqlTypes[kind]}${name === 'id' ? ' PRIMARY KEY' : ''}`);
			store.run(`CREATE TABLE "${entityType}" (${columns.join(', ')})`);
		}
		store.run('CREATE INDEX noteNumber ON "Note" ("number")');
		store.run('CREATE TABLE "relation" ("name", "a", "b", "columns", PRIMARY KEY ("name", "a", "b"))');
		store.run('CREATE INDEX relationBack ON "relation" ("name", "b", "a")');
		store.run(`CREATE TABLE "Attachment" (${ATTACHMENT}, PRIMARY KEY ("id"))`);
		store.run('CREATE TABLE "pin" ("noteId", PRIMARY KEY ("noteId"))');
		store.run('CREATE TABLE "reaction" ("noteId", "userId", "type", PRIMARY KEY ("noteId", "userId", "type"))');
		store.run('CREATE TABLE "subscription" ("entityId", "userId", PRIMARY KEY ("entityId", "userId"))');
		return store;
	}
	close = (): void => this.database.close();
	run = (sql: string, params: SqlValue[] = []): unknown => this.database.run(sql, params);
	rows(sql: string, params: SqlValue[] = []): Array<Record<string, SqlValue>> {
		const statement = this.statements.get(sql) ?? this.database.prepare(sql);
		this.statements.set(sql, statement);
		statement.bind(params);
		const rows: Array<Record<string, SqlValue>> = [];
		while (statement.step()) rows.push(statement.getAsObject());
		statement.reset();
		return rows;
	}
	select(entityType: string, selection: Selection): JsonObject[] {
		const { attributes = [], overrides, order, limit, offset = 0 } = selection;
		const all = [...attributesOf(this.schema, entityType).values()].filter(
			({ name, sql, hidden }) => sql && (selection.attributes ? attributes.includes(name) : !hidden),
		);
		const list = all.map(({ name, sql }) => `${overrides?.[name] ?? sql} AS "${name}"`).join(', ');
		const { sql, params } = this.from(entityType, selection);
		const rows = this.rows(
			`SELECT ${list} ${sql}${order ? ` ORDER BY ${order}` : ''}${limit === undefined ? '' : ` LIMIT ${limit} OFFSET ${offset}`}`,
			params,
		);
		return rows.map((row) => Object.fromEntries(all.map(({ name, kind }) => [name, decode(row[name], kind)])));
	}
	count(entityType: string, selection: Selection): number {
		const { sql, params } = this.from(entityType, selection);
		return Number(this.rows(`SELECT COUNT(*) AS "n" ${sql}`, params)[0]?.n);
	}
	byId = (entityType: string, id: Json | undefined): JsonObject | undefined =>
		this.schema[entityType] && this.select(entityType, { where: [{ sql: 't."id" = ?', params: [String(id)] }] })[0];
	insert(entityType: string, values: JsonObject): void {
		const names = this.stored(entityType, values).map(({ name }) => name);
		this.run(
			`INSERT INTO "${entityType}" ("${names.join('", "')}") VALUES (${names.map(() => '?').join(', ')})`,
			names.map((name) => encode(values[name])),
		);
	}
	update(entityType: string, id: Json | undefined, values: JsonObject): void {
		const names = this.stored(entityType, values).map(({ name }) => name);
		if (names.length)
			this.run(`UPDATE "${entityType}" SET ${names.map((name) => `"${name}" = ?`).join(', ')} WHERE "id" = ?`, [
				...names.map((name) => encode(values[name])),
				String(id),
			]);
	}
	private stored = (entityType: string, values?: JsonObject): Attribute[] =>
		[...attributesOf(this.schema, entityType).values()].filter(({ stored, name }) => stored && (!values || values[name] !== undefined));
	private from(entityType: string, { where, join = '' }: Selection): Condition {
		const conditions = ['t."deleted" = 0', ...where.map(({ sql }) => `(${sql})`)];
		return { sql: `FROM "${entityType}" t ${join} WHERE ${conditions.join(' AND ')}`, params: where.flatMap(({ params }) => params) };
	}
}
