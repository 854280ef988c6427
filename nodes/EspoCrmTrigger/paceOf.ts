import { createPace, type Pace } from '../shared/api/cursors/stream/pace';

/** Few: one for each server and user that a trigger of this process has used. */
const paces = new Map<string, Pace>();

/** What all triggers of this process share that read the stream of one server and user. @param user tells both apart */
export function paceOf(user: string): Pace {
	const known = paces.get(user) ?? createPace();
	paces.set(user, known);
	return known;
}
