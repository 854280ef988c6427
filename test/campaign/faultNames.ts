import { REQUEST_FAULTS } from './requestFault';

/** All that a campaign on stream events has to meet; one that never happened proves nothing. */
export const STREAM_FAULTS = [
	...REQUEST_FAULTS,
	'writers in parallel',
	'a second cut by a poll',
	'late visible number',
	'burst on one record',
	'deleted note',
	'late follow',
	'role hides notes',
	'role shows notes',
	'server clock ahead',
	'server clock behind',
	'n8n restarted',
	'killed before the save',
	'killed after the save',
	'lost lease',
	'overlapping polls',
	'filter edited',
	'filter matches nothing for days',
	'restored database',
	'another server',
	'GlobalStream ends early',
	'GlobalStream times out',
	'poison record',
	'no GlobalStream (7.5)',
	'pages without beforeNumber (7.5)',
	'small pages',
	'budget used up',
	'more than 5,000 pending',
] as const;

/** The same for a campaign on changes of records. */
export const RECORD_FAULTS = [
	...REQUEST_FAULTS,
	'many changes in one second',
	'several changes of a record in one second',
	'late visible change',
	'record that never rests',
	'deleted record',
	'role hides records',
	'server clock ahead',
	'server clock behind',
	'server clock set back',
	'server clock set forward',
	'n8n restarted',
	'killed before the save',
	'killed after the save',
	'lost lease',
	'overlapping polls',
	'restored database',
	'another server',
	'poison record',
	'small pages',
	'budget used up',
] as const;

/** The same for a campaign on records that begin to match a filter. */
export const MATCHING_FAULTS = [
	...REQUEST_FAULTS,
	'record begins to match',
	'record ceases to match',
	'record that comes back',
	'deleted record',
	'restored record',
	'role hides records',
	'role shows records',
	'change between the requests of a poll',
	'several pages of IDs',
	'more than 200 enter at once',
	'more than 200 enter, and no time',
	'filter matches nothing for days',
	'n8n restarted',
	'killed before the save',
	'killed after the save',
	'lost lease',
	'overlapping polls',
	'poison record',
	'small pages',
	'budget used up',
] as const;

export type MatchingFault = (typeof MATCHING_FAULTS)[number];
export type RecordFault = (typeof RECORD_FAULTS)[number];
export type StreamFault = (typeof STREAM_FAULTS)[number];
export type Hits = Record<string, number>;
