import type { JsonObject } from '../../../nodes/shared/api/values/Json';
import { RecordServer } from '../../unit/model/RecordServer';
import type { VirtualClock } from '../../unit/model/VirtualClock';
import { MOVES, type MatchingRecord, type Move } from './MatchingSchedule';

/** When a record began to match or ceased to, in ms. */
export type History = Array<{ at: number; matches: boolean }>;

/** The list of a server whose records change between and within polls. It writes down when they do. */
export class MatchingServer extends RecordServer {
	/** Of each record, by its ID. */
	readonly history = new Map<string, History>();
	/** @param request of the poll within which it happens; 0 when it is between two */
	onMove: (to: Move['to'], request: number) => void = () => undefined;
	private readonly current = new Map<string, MatchingRecord>();
	private waiting: Move[] = [];
	private answers = 0;
	private wasPoll = false;

	constructor(clock: VirtualClock, records: Array<MatchingRecord & { id: string }>) {
		super(clock, []);
		for (const { id, ...record } of records) {
			this.current.set(id, record);
			this.history.set(id, [{ at: -Infinity, matches: matches(record) }]);
		}
	}

	/** Before each step: what was to happen within a poll happens after it, if that had too few requests. */
	begin(isPoll: boolean): void {
		if (this.wasPoll) this.move(Infinity);
		this.wasPoll = isPoll;
		this.answers = 0;
	}

	/** At once, or within the next poll. */
	plan(move: Move): void {
		this.waiting.push(move);
		this.waiting.sort((a, b) => (a.request ?? 0) - (b.request ?? 0));
		this.move(0);
	}

	protected override rows(): JsonObject[] {
		this.answers++;
		this.move(this.answers);
		return [...this.current].flatMap(([id, { isNew, deleted, hidden }]) =>
			deleted || hidden ? [] : [{ id, name: `Record ${id}`, status: isNew ? 'New' : 'Old', createdAt: '2026-11-23 09:00:00' }],
		);
	}

	private move(request: number): void {
		const due = this.waiting.filter((move) => (move.request ?? 0) <= request);
		this.waiting = this.waiting.filter((move) => !due.includes(move));
		for (const { ids, to } of due) for (const id of ids) this.moveOne(id, to);
	}

	private moveOne(id: string, to: Move['to']): void {
		const before = this.current.get(id);
		if (!before) return;
		const after = { ...before, ...MOVES[to] };
		this.current.set(id, after);
		if (matches(after) === matches(before)) return;
		this.history.get(id)?.push({ at: this.clock.now(), matches: matches(after) });
		this.onMove(to, this.answers);
	}
}

const matches = ({ isNew = false, deleted = false, hidden = false }: MatchingRecord) => isNew && !deleted && !hidden;
