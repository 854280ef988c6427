import type { ScheduledNote } from './notesOf';
import type { StreamSettings } from './StreamSchedule';

/** From (included) to (excluded), true times in ms. */
export type Span = [from: number, to: number];

/** When the user of the credential could read a note of a database that answered in `life`. */
export function readable(
	{ createdAt, visibleAt, deletedAt, hidden, parentId }: ScheduledNote,
	{ source }: StreamSettings,
	life: Span,
): Span[] {
	if (hidden === true || (source === 'record' && parentId !== 'a1')) return [];
	const whole: Span = [Math.max(createdAt, visibleAt, life[0]), Math.min(deletedAt, life[1])];
	const parts: Span[] = Array.isArray(hidden)
		? [
				[whole[0], Math.min(whole[1], hidden[0])],
				[Math.max(whole[0], hidden[1]), whole[1]],
			]
		: [whole];
	return parts.filter(([from, to]) => from < to);
}
