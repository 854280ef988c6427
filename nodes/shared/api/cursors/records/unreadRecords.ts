import type { WhereItem } from '../../request/WhereItem';
import type { Position, RecordState } from './RecordState';

/** Seconds with changes that get a condition of their own; older ones share one. */
const OWN_SECONDS = 7;

/** Conditions for changes that were not read yet: above the overlap's start, without those that were seen. */
export function unreadRecords({ overlap, seen }: RecordState, attribute: string): WhereItem[] {
	const start = after(attribute, overlap);
	return seen.length ? [start, { type: 'or', value: unseen(seen, attribute) }] : [start];
}

/** Conditions for what comes behind a place in the list. */
export function after(attribute: string, [time, id]: Position): WhereItem {
	if (!id) return { type: 'greaterThanOrEquals', attribute, value: time };
	const tie: WhereItem[] = [
		{ type: 'equals', attribute, value: time },
		{ type: 'greaterThan', attribute: 'id', value: id },
	];
	return {
		type: 'or',
		value: [
			{ type: 'greaterThan', attribute, value: time },
			{ type: 'and', value: tie },
		],
	};
}

/**
 * A change is a record at a time, and the same record at another time is another change. A condition for each pair would
 * be too long, so only the newest seconds are named one by one; of what is older, a record that was seen counts as seen at
 * each second at which any of them was seen.
 */
function unseen(seen: Position[], attribute: string): WhereItem[] {
	const bySecond = new Map<string, string[]>();
	for (const [time, id] of seen) {
		const ids = bySecond.get(time);
		if (ids) ids.push(id);
		else bySecond.set(time, [id]);
	}
	const seconds = [...bySecond];
	const own = seconds.slice(-OWN_SECONDS);
	const older = seconds.slice(0, -OWN_SECONDS);
	const [first, ...others] = own.map(([time]) => time);
	const named = own.map(([time, ids]) => both({ type: 'equals', attribute, value: time }, { type: 'notIn', attribute: 'id', value: ids }));
	return [
		both({ type: 'lessThan', attribute, value: first }, older.length ? unseenOlder(older, attribute) : undefined),
		...named,
		both({ type: 'greaterThan', attribute, value: first }, others.length ? { type: 'notIn', attribute, value: others } : undefined),
	];
}

function unseenOlder(older: Array<[time: string, ids: string[]]>, attribute: string): WhereItem {
	const [times, ids] = [older.map(([time]) => time), older.flatMap(([, own]) => own)];
	return {
		type: 'or',
		value: [
			{ type: 'notIn', attribute: 'id', value: [...new Set(ids)] },
			{ type: 'notIn', attribute, value: times },
		],
	};
}

function both(first: WhereItem, second: WhereItem | undefined): WhereItem {
	return second ? { type: 'and', value: [first, second] } : first;
}
