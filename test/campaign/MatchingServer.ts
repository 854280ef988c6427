import type { JsonObject } from '../../nodes/shared/api/values/Json';
import { RecordServer } from '../unit/model/RecordServer';
import type { VirtualClock } from '../unit/model/VirtualClock';
import { MOVES, type MatchingRecord, type MatchingSchedule, type Move } from './MatchingSchedule';

/** When a record began to match or ceased to, in ms. */
export type History = Array<{ at: number; matches: boolean }>;

/** The list of a server whose records change between and within polls. It writes down when they do. */
export class MatchingServer extends RecordServer {
	/** Of each record, by its ID. */
	readonly history = new Map<string, History>();
	/** @param request of the poll within which it happens; 0 when it is between two */
	onMove: (to: Move['to'], request: number) => void = () => undefined;
	private readonly current: Map<string, MatchingRecord>;
	private readonly moves: Move[];
	private turn = -1;
	private answers = 0;

	constructor(clock: VirtualClock, { records, moves }: MatchingSchedule) {
		super(clock, []);
		this.current = new Map(records);
		this.moves = [...moves];
		for (const [id, record] of records) this.history.set(id, [{ at: -Infinity, matches: matches(record) }]);
	}

	/** Before a poll: what happens until then. */
	begin(): void {
		this.turn++;
		this.answers = 0;
		this.move();
		this.clock.advance(1);
	}

	protected override rows(): JsonObject[] {
		this.answers++;
		this.move();
		return [...this.current].flatMap(([id, { isNew, deleted, hidden }]) =>
			deleted || hidden ? [] : [{ id, name: `Record ${id}`, status: isNew ? 'New' : 'Old', createdAt: '2026-11-23 09:00:00' }],
		);
	}

	private move(): void {
		for (
			let [next] = this.moves;
			next && (next.turn < this.turn || (next.turn === this.turn && next.request <= this.answers));
			[next] = this.moves
		) {
			this.moves.shift();
			for (const id of next.ids) this.moveOne(id, next.to);
		}
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

const matches = ({ isNew, deleted, hidden }: MatchingRecord) => isNew && !deleted && !hidden;
