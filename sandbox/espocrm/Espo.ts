import { randomBytes } from 'node:crypto';
import type { JsonObject } from './Json';
import type { EntityType, Schema } from './schema/EntityType';
import { buildSchema } from './schema/buildSchema';
import { Store } from './store/Store';

export interface EspoOptions {
	version: '10.0' | '7.5';
	racePauseMs: number;
	noteVisibilityMs: number | ((number: number) => number);
	hiddenNoteCostMs: number;
}

/** One running system: its data, its schema and the clock. */
export class Espo {
	private noteNumber = 0;
	private readonly timers = new Set<NodeJS.Timeout>();

	private constructor(
		readonly options: EspoOptions,
		readonly schema: Schema,
		readonly store: Store,
	) {}

	static async create(options: EspoOptions): Promise<Espo> {
		const schema = buildSchema(options.version === '10.0');
		return new Espo(options, schema, await Store.open(schema));
	}

	get version10(): boolean {
		return this.options.version === '10.0';
	}

	type(entityType: string): EntityType {
		const type = this.schema[entityType];
		if (!type) throw new Error(`No entity type ${entityType}`);
		return type;
	}

	now(): string {
		return new Date().toISOString().slice(0, 19).replace('T', ' ');
	}

	newId(): string {
		const now = Date.now();
		const micros = Math.floor((now % 1000) * 1000 + Number(process.hrtime.bigint() % 1000n));
		return Math.floor(now / 1000).toString(16).padStart(8, '0') + micros.toString(16).padStart(5, '0') + randomBytes(2).toString('hex');
	}

	/** The number is taken at once; what may come later is the note itself, as with a transaction that commits late. */
	insertNote(note: JsonObject): JsonObject {
		this.noteNumber += 1;
		const row = { ...note, number: this.noteNumber };
		const { noteVisibilityMs } = this.options;
		const delay = typeof noteVisibilityMs === 'function' ? noteVisibilityMs(this.noteNumber) : noteVisibilityMs;
		if (delay > 0) this.later(delay, () => this.store.insert('Note', row));
		else this.store.insert('Note', row);
		return row;
	}

	async pause(milliseconds: number): Promise<void> {
		if (milliseconds > 0) await new Promise<void>((resolve) => this.later(milliseconds, resolve));
	}

	close(): void {
		this.timers.forEach(clearTimeout);
		this.store.close();
	}

	private later(milliseconds: number, action: () => void): void {
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			action();
		}, milliseconds);
		this.timers.add(timer);
	}
}
