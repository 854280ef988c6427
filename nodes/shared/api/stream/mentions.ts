import { isJsonObject, type JsonObject } from '../values/Json';

/** An @ within a word is that of an address. */
const MENTION = /(?<![\w.@-])@([\w@.-]+)/g;

/** The names that a text mentions, as EspoCRM reads it: a full stop at the end is taken as a part of the name. */
function namesIn(text: string): string[] {
	return [...text.matchAll(MENTION)].flatMap(([, name]) => name ?? []);
}

/** The text with a mention of each of the users in front, but for those that it mentions already. @param userNames with which they log in */
export function withMentions(text: string, userNames: readonly string[]): string {
	const known = namesIn(text).map((name) => name.toLowerCase());
	const added = userNames.filter((name) => !known.includes(name.toLowerCase()));
	return [...added.map((name) => `@${name}`), ...(text ? [text] : [])].join(' ');
}

/** What to say of the mentions in a post that EspoCRM did not recognise; nothing where it did. @param note as it was answered */
export function missedMentions(note: JsonObject): string[] {
	const mentions = isJsonObject(note.data) && isJsonObject(note.data.mentions) ? note.data.mentions : {};
	const recognised = Object.keys(mentions).map((name) => name.toLowerCase());
	const names = typeof note.post === 'string' ? namesIn(note.post) : [];
	const missed = [...new Set(names)].filter((name) => !recognised.includes(`@${name.toLowerCase()}`));
	if (!missed.length) return [];
	const dot = missed.some((name) => name.endsWith('.'))
		? ' A full stop right after a name counts as a part of it: put a space in between.'
		: '';
	return [
		`EspoCRM did not recognise ${missed.map((name) => `“@${name}”`).join(', ')} as a mention, so nobody is told: there is no such username, or the role of the user lacks the mention permission.${dot}`,
	];
}
