import { isJsonObject, type JsonObject } from '../values/Json';

/** What happened, in words that are the same for all versions of EspoCRM although their notes differ. */
export interface StreamEvent {
	value: string;
	name: string;
	/** Types of notes that can stand for it. */
	noteTypes: string[];
	/** Whether a note of these types does stand for it; absent: always. */
	matches?(note: JsonObject): boolean;
}

const data = (note: JsonObject): JsonObject => (isJsonObject(note.data) ? note.data : {});
const hasEntries = (value: unknown): boolean =>
	Array.isArray(value) ? value.length > 0 : isJsonObject(value) && Object.keys(value).length > 0;

/** From 9.2 on a change of status is an `Update` with a value; it may change other fields too, or none (espocrm-api.md#notes). */
const statusInUpdate = (note: JsonObject) => note.type === 'Status' || (typeof data(note).value === 'string' && data(note).value !== '');

/** All events, sorted by name. */
export const STREAM_EVENTS: readonly StreamEvent[] = [
	{ value: 'assign', name: 'Assigned', noteTypes: ['Assign'] },
	{ value: 'create', name: 'Created', noteTypes: ['Create'] },
	{ value: 'emailReceived', name: 'Email Received', noteTypes: ['EmailReceived'] },
	{ value: 'emailSent', name: 'Email Sent', noteTypes: ['EmailSent'] },
	{ value: 'mention', name: 'Mention', noteTypes: ['Post'], matches: (note) => hasEntries(data(note).mentions) },
	{ value: 'post', name: 'Post', noteTypes: ['Post'] },
	{ value: 'relate', name: 'Related', noteTypes: ['Relate'] },
	{ value: 'createRelated', name: 'Related Record Created', noteTypes: ['CreateRelated'] },
	{ value: 'status', name: 'Status Changed', noteTypes: ['Status', 'Update'], matches: statusInUpdate },
	{ value: 'unrelate', name: 'Unrelated', noteTypes: ['Unrelate'] },
	{ value: 'update', name: 'Updated', noteTypes: ['Update'], matches: (note) => !statusInUpdate(note) || hasEntries(data(note).fields) },
];

/** The events that a note stands for, the most particular first; a note of an unknown type stands for its own type. */
export function eventsOf(note: JsonObject): string[] {
	const found = STREAM_EVENTS.filter(({ noteTypes, matches }) => noteTypes.includes(String(note.type)) && (matches?.(note) ?? true)).map(
		({ value }) => value,
	);
	if (!found.length) return [camelCase(String(note.type ?? 'other'))];
	return found.sort((a, b) => PRECEDENCE.indexOf(b) - PRECEDENCE.indexOf(a));
}

const PRECEDENCE = ['post', 'update', 'status', 'mention'];

/** The types of notes to ask the server for; undefined: all. */
export function noteTypesFor(events: string[]): string[] | undefined {
	if (!events.length) return undefined;
	return [...new Set(STREAM_EVENTS.filter(({ value }) => events.includes(value)).flatMap(({ noteTypes }) => noteTypes))];
}

/** Whether a note is one of the wanted events; none wanted means all. */
export function isWanted(note: JsonObject, events: string[]): boolean {
	return !events.length || eventsOf(note).some((event) => events.includes(event));
}

/** The note as an item: its event first; `data` is always an object (PHP sends an empty list for an empty map). */
export function noteItem(note: JsonObject, events: string[] = []): JsonObject {
	const found = eventsOf(note);
	// What a person looks for first comes first.
	const about = Object.entries(note).filter(([key]) => key.startsWith('parent'));
	return {
		event: found.find((event) => events.includes(event)) ?? found[0] ?? 'other',
		...Object.fromEntries(about),
		...note,
		data: data(note),
	};
}

function camelCase(name: string): string {
	return name.charAt(0).toLowerCase() + name.slice(1);
}
