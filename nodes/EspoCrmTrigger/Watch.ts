import type { JsonObject } from '../shared/api/values/Json';

/** What a poll found, and the state that goes with it. */
export interface Found<State> {
	state: State;
	/** Oldest first. */
	items: JsonObject[];
}

/** One way to notice what happens in EspoCRM. The life cycle around it, n8n's part, is that of `poll`. */
export interface Watch<State extends { fingerprint: string }> {
	/** The key of the node's static data under which the state is kept. */
	key: (typeof WATCH_KEYS)[number];
	/** Tells server, user and source apart; a state of another one is worth nothing. */
	fingerprint: string;
	/** What the server or the role needs, for refusals. */
	needs?: string;
	/** What tells records apart in its items; undefined for an item that is about none. */
	recordOf(item: JsonObject): string | undefined;
	/** What static data gave back, if it is a state. */
	stored(value: unknown): State | undefined;
	/** Begins now. */
	start(): Promise<Found<State>>;
	/** @param deadline no further request is begun after it, in ms since 1970 */
	next(state: State, deadline: number): Promise<Found<State>>;
	/** Recent events for the editor. @throws InvalidInput when there are none */
	test(): Promise<JsonObject[]>;
}

export const WATCH_KEYS = ['stream', 'records', 'matching'] as const;
