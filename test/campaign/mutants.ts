/** A fault that the cursor could have: text of a source that is replaced as it is loaded. */
export interface Mutant {
	name: string;
	/** The part whose schedules must notice it, and how many of them may be needed. */
	part: string;
	schedules: number;
	edits: Array<{ file: string; find: string; replace: string }>;
}

const api = (file: string) => `nodes/shared/api/${file}.ts`;

/** Each must make the campaign fail. */
export const MUTANTS: Mutant[] = [
	{
		name: 'no overlap',
		part: 'stream',
		schedules: 400,
		edits: [{ file: api('StreamState'), find: 'return reached[0]?.[1] ?? cursor;', replace: 'return reached.length ? cursor : cursor;' }],
	},
	{
		name: 'time instead of number',
		part: 'stream',
		schedules: 400,
		edits: [
			{ file: api('StreamState'), find: "return { type: 'or', value: [...unreadNumbers(state), created] };", replace: 'return unreadNumbers.length ? created : created;' },
		],
	},
	{
		name: 'save before emit',
		part: 'streamOverHttp',
		schedules: 120,
		edits: [
			{
				file: 'nodes/EspoCrmTrigger/poll.ts',
				find: 'const { state, notes } = await pollStream(options, previous);',
				replace: 'const { state, notes } = await pollStream(options, previous); stored.stream = state;',
			},
		],
	},
	{
		name: 'trust -2',
		part: 'stream',
		schedules: 800,
		edits: [{ file: api('pollStream'), find: "if (probe.isLast && source.kind !== 'everything') {", replace: 'if (probe.isLast) {' }],
	},
	{
		name: 'an empty answer is the end of GlobalStream',
		part: 'stream',
		schedules: 1_000,
		edits: [
			{
				file: api('pollStream'),
				find: "const looked = source.kind === 'everything' ? await lookedThrough(options, current, probe.notes) : current;",
				replace: 'const looked = lookedThrough.length ? current : undefined;',
			},
		],
	},
	{
		name: 'no since',
		part: 'stream',
		schedules: 400,
		edits: [
			{ file: api('pollStream'), find: "value: recent > since ? recent : since }", replace: "value: recent > since ? '2000-01-01 00:00:00' : '2000-01-01 00:00:00' }" },
			{ file: api('StreamState'), find: '!has(seen, number) && created >= since;', replace: '!has(seen, number) && created >= "2";' },
		],
	},
	{
		name: 'no fingerprint of the database',
		part: 'stream',
		schedules: 400,
		edits: [{ file: api('pollStream'), find: 'const current = check ? await inSameDatabase(options, state, probe.notes) : state;', replace: 'const current = inSameDatabase.length && check ? state : state;' }],
	},
	{
		name: 'numbers of a restored backup count as read',
		part: 'stream',
		schedules: 800,
		edits: [{ file: api('StreamState'), find: 'value: [...unreadNumbers(state), created] }', replace: 'value: created ? unreadNumbers(state) : [] }' }],
	},
	{
		name: 'the cursor passes a window that failed',
		part: 'stream',
		schedules: 800,
		edits: [{ file: api('pollStream'), find: "if (found === 'later') break;", replace: "if (found === 'later') { done = to; break; }" }],
	},
	{
		name: 'no limit of a poll',
		part: 'stream',
		schedules: 1_500,
		edits: [{ file: api('pollStream'), find: 'const MOST_NOTES = 5_000;', replace: 'const MOST_NOTES = 5_000_000;' }],
	},
	{
		name: 'the budget is ignored',
		part: 'stream',
		schedules: 800,
		edits: [{ file: api('pollStream'), find: '(tries === 0 || client.now() < deadline);', replace: '(tries === 0 || client.now() < Infinity || deadline < 0);' }],
	},
	{
		name: 'polls may overlap',
		part: 'streamOverHttp',
		schedules: 120,
		edits: [{ file: 'nodes/EspoCrmTrigger/poll.ts', find: 'if (underWay.has(own)) return null;', replace: '' }],
	},
	{
		name: 'a record that can not be read stops the poll',
		part: 'stream',
		schedules: 800,
		edits: [{ file: api('recordsOfNotes'), find: 'if (error instanceof EspoError && !error.passes && !ABOUT_THE_SERVER.includes(error.kind)) return [];', replace: 'if (!ABOUT_THE_SERVER && EspoError) return [];' }],
	},
];
