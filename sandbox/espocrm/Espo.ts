import { randomBytes } from 'node:crypto';
import { EventEmitter, setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { JsonObject } from './Json';
import { buildSchema } from './schema/buildSchema';
import { attributesOf } from './schema/attributes';
import { relationOf, typeOf, type EntityType, type Schema } from './schema/schema';
import { Store } from './Store';
import type { AllowedAddresses } from './webhooks/internalAddress';

type Pause = number | ((noteNumber: number) => number);

/** Pauses: between duplicate check and insert; between a note's number being given and the note being seen; for a note that GlobalStream has to leave out. `extraFields` makes the type Specimen that much wider. */
export type EspoOptions = {
	version: '10.0' | '7.5';
	racePauseMs: number;
	noteVisibilityMs: Pause;
	hiddenNoteCostMs: number;
	extraFields: number;
	webhookAllowedAddresses: AllowedAddresses;
};

/** What happens to records, and which user does it. */
type Changes = {
	created: [userId: string, entityType: string, record: JsonObject];
	updated: [userId: string, entityType: string, before: JsonObject, after: JsonObject];
	removed: [userId: string, entityType: string, id: string];
};

/** One running system: its data, its schema and the clock. */
export class Espo {
	/** The e-mails that left, as the SMTP server got them. */
	readonly outbox: JsonObject[] = [];
	readonly changes = new EventEmitter<Changes>();
	private noteNumber = 0;
	private readonly closing = new AbortController();
	private constructor(
		readonly options: EspoOptions,
		readonly version10: boolean,
		readonly schema: Schema,
		readonly store: Store,
	) {
		// Many requests may pause at once.
		setMaxListeners(0, this.closing.signal);
	}
	static async create(options: EspoOptions): Promise<Espo> {
		const version10 = options.version === '10.0';
		const schema = buildSchema(version10, options.extraFields);
		return new Espo(options, version10, schema, await Store.open(schema));
	}
	type = (entityType: string): EntityType => typeOf(this.schema, entityType);
	attributes = (entityType: string) => attributesOf(this.schema, entityType);
	relation = (entityType: string, link: string) => relationOf(this.schema, entityType, link);
	now = (): string => new Date(Date.now()).toISOString().slice(0, 19).replace('T', ' ');
	newId(): string {
		const microseconds = Date.now() * 1000 + Number(process.hrtime.bigint() % 1000n);
		return (
			Math.floor(microseconds / 1e6)
				.toString(16)
				.padStart(8, '0') +
			(microseconds % 1e6).toString(16).padStart(5, '0') +
			randomBytes(2).toString('hex')
		);
	}
	/** The number is taken at once; what may come later is the note itself, as with a transaction that commits late. */
	insertNote(note: JsonObject): JsonObject {
		const number = ++this.noteNumber;
		const row = { ...note, number };
		const { noteVisibilityMs } = this.options;
		const delay = typeof noteVisibilityMs === 'function' ? noteVisibilityMs(number) : noteVisibilityMs;
		if (delay > 0)
			this.pause(delay).then(
				() => this.store.insert('Note', row),
				() => undefined,
			);
		else this.store.insert('Note', row);
		return row;
	}
	async pause(milliseconds: number): Promise<void> {
		if (milliseconds > 0) await setTimeout(milliseconds, undefined, { signal: this.closing.signal });
	}
	close(): void {
		this.closing.abort();
		this.store.close();
	}
}
