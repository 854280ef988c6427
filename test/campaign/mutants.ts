/** A fault that the cursor could have: text of a source that is replaced as it is loaded. */
export interface Mutant {
	name: string;
	/** The part whose schedules must notice it, and how many of them may be needed. */
	part: string;
	schedules: number;
	edits: Array<{ file: string; find: string; replace: string }>;
}

const api = (file: string) => `nodes/shared/api/${file}.ts`;

/** Lets a watch store its state before its poll has ended. */
const SAVE_BEFORE_EMIT = {
	file: 'nodes/EspoCrmTrigger/poll.ts',
	find: 'return previous?.fingerprint === watch.fingerprint ? await watch.next(previous, deadline) : await watch.start();',
	replace:
		'if (previous?.fingerprint !== watch.fingerprint) return await watch.start(); return await watch.next(previous, deadline, (state) => { context.getWorkflowStaticData("node")[watch.key] = state; });',
};

/** Each must make the campaign fail. */
export const MUTANTS: Mutant[] = [
	{
		name: 'no overlap',
		part: 'stream',
		schedules: 400,
		edits: [
			{
				file: api('cursors/stream/StreamState'),
				find: 'return reached[0]?.[1] ?? cursor;',
				replace: 'return reached.length ? cursor : cursor;',
			},
		],
	},
	{
		name: 'time instead of number',
		part: 'stream',
		schedules: 400,
		edits: [
			{
				file: api('cursors/stream/unreadNotes'),
				find: "return { type: 'or', value: [...(state.search ? [above(state.cursor)] : unreadNumbers(state)), created] };",
				replace: 'return unreadNumbers.length ? created : created;',
			},
		],
	},
	{
		name: 'save before emit',
		part: 'streamOverHttp',
		schedules: 120,
		edits: [
			SAVE_BEFORE_EMIT,
			{
				file: 'nodes/EspoCrmTrigger/streamWatch.ts',
				find: 'async next(state, deadline) {\n\t\t\tconst { state: following, notes } = await pollStream(poll(deadline), state);',
				replace:
					'async next(state, deadline, save) {\n\t\t\tconst { state: following, notes } = await pollStream(poll(deadline), state); save(following);',
			},
		],
	},
	{
		name: 'trust -2',
		part: 'stream',
		schedules: 800,
		edits: [
			{ file: api('cursors/stream/ofEverything'), find: 'if (!left.length) return', replace: 'if (!left.length || probe.isLast) return' },
		],
	},
	{
		name: 'an empty answer is the end of GlobalStream',
		part: 'stream',
		schedules: 1_000,
		edits: [
			{
				file: api('cursors/stream/ofEverything'),
				find: 'if (!search && !isProof) return',
				replace: 'if (!search) return { move: "advance", state: known, notes: [], to, isWhole: true };\n\tif (!isProof) return',
			},
		],
	},
	{
		name: 'no since',
		part: 'stream',
		schedules: 400,
		edits: [
			{
				file: api('cursors/stream/unreadNotes'),
				find: 'value: recent > since ? recent : since }',
				replace: "value: recent > since ? '2000-01-01 00:00:00' : '2000-01-01 00:00:00' }",
			},
			{
				file: api('cursors/stream/unreadNotes'),
				find: '!has(seen, number) && created >= since;',
				replace: '!has(seen, number) && created >= "2";',
			},
		],
	},
	{
		name: 'no fingerprint of the database',
		part: 'stream',
		schedules: 400,
		edits: [
			{
				file: api('cursors/stream/pollStream'),
				find: "const current = look === 'no more' ? state : await inSameDatabase(options, state, probe.notes);",
				replace: "const current = look === 'no more' || inSameDatabase.length ? state : undefined;",
			},
		],
	},
	{
		name: 'numbers of a restored backup count as read',
		part: 'stream',
		schedules: 800,
		edits: [
			{
				file: api('cursors/stream/unreadNotes'),
				find: 'value: [...(state.search ? [above(state.cursor)] : unreadNumbers(state)), created] }',
				replace: 'value: created ? unreadNumbers(state) : [] }',
			},
		],
	},
	{
		name: 'the cursor passes a window that failed',
		part: 'stream',
		schedules: 800,
		edits: [
			{
				file: api('cursors/stream/readWindows'),
				find: "if (found === 'failure' || found === 'no time') return { notes, left, size, end: found };",
				replace: "if (found === 'failure' || found === 'no time') return { notes, left: [], size, end: 'whole' };",
			},
		],
	},
	{
		name: 'no limit of a poll',
		part: 'stream',
		schedules: 1_000,
		edits: [{ file: api('cursors/stream/readWindows'), find: 'const MOST_NOTES = 5_000;', replace: 'const MOST_NOTES = 5_000_000;' }],
	},
	{
		name: 'the budget is ignored',
		part: 'stream',
		schedules: 800,
		edits: [
			{
				file: api('cursors/stream/readWindows'),
				find: 'client.now() < end',
				replace: 'client.now() < Infinity || end < 0',
			},
		],
	},
	{
		name: 'what is left of a search is forgotten',
		part: 'stream',
		schedules: 1_500,
		edits: [
			{
				file: api('cursors/stream/readWindows'),
				find: "const isWhole = isAll && end === 'whole';",
				replace: 'const isWhole = isAll || end !== "whole";',
			},
		],
	},
	{
		name: 'a restored backup that lacks hidden notes only looks like the same database',
		part: 'stream',
		schedules: 4_000,
		edits: [{ file: api('cursors/stream/sameDatabase'), find: 'if (isWhole && !isAgain) return', replace: 'if (isWhole) return' }],
	},
	{
		name: 'polls may overlap',
		part: 'streamOverHttp',
		schedules: 120,
		edits: [{ file: 'nodes/EspoCrmTrigger/poll.ts', find: 'if (underWay.has(own)) return null;', replace: '' }],
	},
	{
		name: 'a record that cannot be read stops the poll',
		part: 'stream',
		schedules: 800,
		edits: [
			{
				file: api('lists/readableRecords'),
				find: 'if (!(error instanceof EspoError) || error.passes || ABOUT_THE_SERVER.includes(error.kind)) throw asError(error);',
				replace: 'if (error || EspoError || ABOUT_THE_SERVER) throw asError(error);',
			},
		],
	},
	{
		name: 'no hold-back of the second that is being written',
		part: 'records',
		schedules: 400,
		edits: [{ file: api('cursors/records/RecordState'), find: 'export const HOLD_MS = 3_000;', replace: 'export const HOLD_MS = -1_000;' }],
	},
	{
		name: 'no overlap of record changes',
		part: 'records',
		schedules: 400,
		edits: [
			{ file: api('cursors/records/RecordState'), find: "earlier(readTo, [espoDateTime(serverTime - LATE_MS), ''])", replace: 'readTo' },
		],
	},
	{
		name: 'what exists at the activation is delivered',
		part: 'records',
		schedules: 400,
		edits: [
			{
				file: api('cursors/records/RecordState'),
				find: 'seen: sorted(there), held: []',
				replace: 'seen: sorted(there).slice(0, 0), held: []',
			},
		],
	},
	{
		name: 'fewer changes are told apart than promised',
		part: 'records',
		schedules: 1_500,
		edits: [
			{
				file: api('cursors/records/RecordState'),
				find: 'export const CHANGES_PER_REQUEST = 150;',
				replace: 'export const CHANGES_PER_REQUEST = 40;',
			},
		],
	},
	{
		name: 'what was seen is delivered again',
		part: 'records',
		schedules: 400,
		edits: [
			{
				file: api('cursors/records/RecordState'),
				find: 'seen: all.filter((position) => isAfter(position, overlap)),',
				replace: 'seen: [],',
			},
		],
	},
	{
		name: 'the id is left out of the place in the list',
		part: 'records',
		schedules: 400,
		edits: [
			{
				file: api('cursors/records/unreadRecords'),
				find: "{ type: 'and', value: tie }",
				replace: "{ type: 'and', value: [...tie, { type: 'isNull', attribute: 'id' }] }",
			},
		],
	},
	{
		name: 'a record that was seen counts as seen whatever happens to it',
		part: 'records',
		schedules: 400,
		edits: [
			{
				file: api('cursors/records/deliveredChanges'),
				find: 'has: ([time, id]) => changes.has(`${time}/${id}`),',
				replace: 'has: ([time, id]) => changes.has(time) || ids.has(id),',
			},
		],
	},
	{
		name: 'a record that never rests is never delivered',
		part: 'records',
		schedules: 1_200,
		edits: [
			{
				file: api('cursors/records/pollRecords'),
				find: 'if (before) deliver(record, before);',
				replace: 'if (before && !record) deliver(record, before);',
			},
		],
	},
	{
		name: "n8n's clock instead of the server's",
		part: 'records',
		schedules: 400,
		edits: [
			{
				file: api('cursors/records/recordPage'),
				find: 'serverTime: answer.serverTime ?? client.now(),',
				replace: 'serverTime: client.now(),',
			},
		],
	},
	{
		name: 'a clock that was set back is not followed',
		part: 'records',
		schedules: 2_500,
		edits: [
			{
				file: api('cursors/records/RecordState'),
				find: 'if (serverTime > state.polledAt - SET_BACK_MS) return state;',
				replace: 'if (now || serverTime || SET_BACK_MS) return state;',
			},
		],
	},
	{
		name: 'a page that failed counts as the last one',
		part: 'records',
		schedules: 800,
		edits: [
			{
				file: api('cursors/records/pollRecords'),
				find: 'if (!next) return advance(held, place);',
				replace: "if (!next) return advance(held, [nextSecond(ripe), '']);",
			},
		],
	},
	{
		name: 'a record at which the server fails stops the poll',
		part: 'records',
		schedules: 400,
		edits: [
			{
				file: api('cursors/records/recordPage'),
				find: "if (!(error instanceof EspoError) || error.kind !== 'server') throw asError(error);",
				replace: 'if (error || EspoError) throw asError(error);',
			},
		],
	},
	{
		name: 'what matched before the poll is kept instead of what it delivered',
		part: 'matching',
		schedules: 100,
		edits: [
			{
				file: api('cursors/matching/pollMatching'),
				find: '.filter((mark) => before.has(mark) || delivered.has(mark));',
				replace: '.filter((mark) => before.has(mark) || (delivered.has(mark) && false));',
			},
		],
	},
	{
		name: 'what left is remembered',
		part: 'matching',
		schedules: 100,
		edits: [
			{
				file: api('cursors/matching/pollMatching'),
				find: "matching: marks.join('') }, entered };",
				replace: "matching: [...new Set([...before, ...marks])].join('') }, entered };",
			},
		],
	},
	{
		name: 'records that were not read count as delivered',
		part: 'matching',
		schedules: 1_500,
		edits: [
			{
				file: api('cursors/matching/pollMatching'),
				find: '.filter((mark) => before.has(mark) || delivered.has(mark));',
				replace: '.filter((mark) => before || delivered || mark);',
			},
		],
	},
	{
		name: 'the IDs of the last page are dropped',
		part: 'matching',
		schedules: 400,
		edits: [
			{
				file: api('lists/keyWalk'),
				find: 'if (isLastPage(page)) return rows;',
				replace: 'if (isLastPage(page)) return rows.slice(0, -page.list.length);',
			},
		],
	},
	{
		name: 'records that could not be read are delivered by their IDs',
		part: 'matching',
		schedules: 400,
		edits: [
			{
				file: api('cursors/matching/pollMatching'),
				find: 'records.push(...(await recordsWith(options, ids.slice(from, from + AT_ONCE))));',
				replace:
					'records.push(...(await recordsWith(options, ids.slice(from, from + AT_ONCE)).catch(() => ids.slice(from, from + AT_ONCE).map((id) => ({ id })))));',
			},
		],
	},
	{
		name: 'a list of IDs that cannot be read is empty',
		part: 'matching',
		schedules: 400,
		edits: [
			{
				file: api('cursors/matching/pollMatching'),
				find: 'const ids = await matchingIds(options);\n\tconst entered',
				replace: 'const ids = await matchingIds(options).catch(() => []);\n\tconst entered',
			},
		],
	},
	{
		name: 'a record at which the server fails is left out',
		part: 'matching',
		schedules: 400,
		edits: [
			{ file: api('cursors/matching/pollMatching'), find: 'if (!missing.length) return found;', replace: 'if (missing) return found;' },
		],
	},
	{
		name: 'all that enters is read, however little time there is',
		part: 'matching',
		schedules: 1_500,
		edits: [
			{ file: api('cursors/matching/pollMatching'), find: '(from === 0 || client.now() < deadline)', replace: '(from === 0 || deadline)' },
		],
	},
	{
		name: 'the state of records that match is saved before they are read',
		part: 'matchingOverHttp',
		schedules: 120,
		edits: [
			SAVE_BEFORE_EMIT,
			{
				file: 'nodes/EspoCrmTrigger/matchingWatch.ts',
				find: 'async next(previous, deadline) {\n\t\t\tconst { state, entered } = await pollMatching({ ...options, deadline }, previous);',
				replace:
					'async next(previous, deadline, save) {\n\t\t\tconst { state, entered } = await pollMatching({ ...options, deadline, save }, previous);',
			},
			{
				file: api('cursors/matching/pollMatching'),
				find: 'const entered = await recordsUntil(',
				replace: 'options.save(stateOf(options, ids));\n\tconst entered = await recordsUntil(',
			},
		],
	},
];
