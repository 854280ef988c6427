import initSqlJs, { type Database, type SqlValue } from 'sql.js';
import type { Json, JsonObject } from '../Json';
import { attributesOf, type Attribute } from '../schema/attributesOf';
import type { Schema } from '../schema/EntityType';

export interface Condition {
	sql: string;
	params: SqlValue[];
}

export interface Selection {
	where: Condition[];
	attributes?: string[];
	/** SQL per attribute, for columns of the relation through which the rows are read. */
	overrides?: Record<string, string>;
	join?: string;
	order?: string;
	limit?: number;
	offset?: number;
}

const sqlTypes: Record<Attribute['kind'], string> = { text: 'TEXT COLLATE NOCASE', int: 'INTEGER', real: 'REAL', bool: 'INTEGER', json: 'TEXT' };

export class Store {
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
			if (entityType === 'Note') store.run('CREATE INDEX noteNumber ON "Note" ("number")');
		}
		store.run('CREATE TABLE "relation" ("name", "a", "b", "columns", PRIMARY KEY ("name", "a", "b"))');
		store.run('CREATE INDEX relationBack ON "relation" ("name", "b", "a")');
		store.run('CREATE TABLE "subscription" ("entityType", "entityId", "userId", PRIMARY KEY ("entityId", "userId"))');
		return store;
	}

	close(): void {
		this.database.close();
	}

	run(sql: string, params: SqlValue[] = []): void {
		this.database.run(sql, params);
	}

	rows(sql: string, params: SqlValue[] = []): Array<Record<string, SqlValue>> {
		const statement = this.database.prepare(sql);
		try {
			statement.bind(params);
			const rows: Array<Record<string, SqlValue>> = [];
			while (statement.step()) rows.push(statement.getAsObject());
			return rows;
		} finally {
			statement.free();
		}
	}

	select(entityType: string, selection: Selection): JsonObject[] {
		const all = attributesOf(this.schema, entityType);
		const names = selection.attributes ?? [...all.keys()];
		const attributes = names.map((name) => all.get(name)).filter((found): found is Attribute => found?.sql !== undefined);
		const list = attributes.map(({ name, sql }) => `${selection.overrides?.[name] ?? sql} AS "${name}"`).join(', ');
		const paging = selection.limit === undefined ? '' : ` LIMIT ${selection.limit} OFFSET ${selection.offset ?? 0}`;
		const order = selection.order ? ` ORDER BY ${selection.order}` : '';
		const { sql, params } = this.from(entityType, selection);
		return this.rows(`SELECT ${list} ${sql}${order}${paging}`, params).map((row) =>
			Object.fromEntries(attributes.map(({ name, kind }) => [name, decode(row[name] ?? null, kind)])));
	}

	count(entityType: string, selection: Selection): number {
		const { sql, params } = this.from(entityType, selection);
		return Number(this.rows(`SELECT COUNT(*) AS "n" ${sql}`, params)[0]?.n);
	}

	byId(entityType: string, id: string): JsonObject | undefined {
		return this.select(entityType, { where: [{ sql: 't."id" = ?', params: [id] }] })[0];
	}

	insert(entityType: string, values: JsonObject): void {
		const columns = this.stored(entityType).filter(({ name }) => values[name] !== undefined);
		const list = columns.map(({ name }) => `"${name}"`).join(', ');
		this.run(`INSERT INTO "${entityType}" (${list}) VALUES (${columns.map(() => '?').join(', ')})`, columns.map(({ name }) => encode(values[name] ?? null)));
	}

	update(entityType: string, id: string, values: JsonObject): void {
		const columns = this.stored(entityType).filter(({ name }) => values[name] !== undefined);
		if (columns.length === 0) return;
		const list = columns.map(({ name }) => `"${name}" = ?`).join(', ');
		this.run(`UPDATE "${entityType}" SET ${list} WHERE "id" = ?`, [...columns.map(({ name }) => encode(values[name] ?? null)), id]);
	}

	private stored(entityType: string): Attribute[] {
		return [...attributesOf(this.schema, entityType).values()].filter(({ stored }) => stored);
	}

	private from(entityType: string, { where, join }: Selection): Condition {
		const conditions = [{ sql: 't."deleted" = 0', params: [] }, ...where];
		return { sql: `FROM "${entityType}" t ${join ?? ''} WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`, params: conditions.flatMap(({ params }) => params) };
	}
}

const encode = (value: Json): SqlValue => (typeof value === 'boolean' ? Number(value) : typeof value === 'object' && value !== null ? JSON.stringify(value) : value);

function decode(value: SqlValue, kind: Attribute['kind']): Json {
	if (value === null || value instanceof Uint8Array) return null;
	if (kind === 'bool') return Boolean(value);
	return kind === 'json' ? (JSON.parse(String(value)) as Json) : value;
}
