import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { missedMentions, withMentions } from '../../../../nodes/shared/api/stream/mentions';

test.each<[string, string[], string]>([
	['hello', [], 'hello'],
	['hello', ['emma', 'noah.b'], '@emma @noah.b hello'],
	['hello @emma, and', ['emma'], 'hello @emma, and'],
	['hello @EMMA', ['emma'], 'hello @EMMA'],
	// EspoCRM reads another name here.
	['hello @emma.', ['emma'], '@emma hello @emma.'],
	['hello @emmanuel', ['emma'], '@emma hello @emmanuel'],
	['write to x@emma', ['emma'], '@emma write to x@emma'],
])('%j with %j', (text, names, expected) => {
	expect(withMentions(text, names)).toBe(expected);
});

const note = (post: string | null, ...recognised: string[]): JsonObject => ({
	post,
	data: recognised.length ? { mentions: Object.fromEntries(recognised.map((name) => [`@${name}`, { userName: name }])) } : {},
});

test.each<[JsonObject]>([
	[note('nothing')],
	[note(null)],
	[note('hello @emma', 'emma')],
	[note('hello @Emma', 'emma')],
	[note('mail to emma@example.com')],
	[{ post: 'x', data: null }],
	[{ post: 'x', data: [] }],
])('%j misses nothing', (given) => {
	expect(missedMentions(given)).toEqual([]);
});

test.each([
	[note('hello @emma'), /“@emma” as a mention/, false],
	[note('hello @emma and @noah', 'noah'), /recognise “@emma” as/, false],
	[note('hello @emma. And @noah', 'noah'), /“@emma\.”/, true],
	[note('@a and @b'), /“@a”, “@b”/, false],
	[note('@a, again @a'), /recognise “@a” as/, false],
])('%j is told', (given, text, speaksOfDot) => {
	const [hint, ...more] = missedMentions(given);
	expect(more).toEqual([]);
	expect(hint).toMatch(text);
	expect(hint?.includes('full stop')).toBe(speaksOfDot);
});
