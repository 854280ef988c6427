import { isJsonObject, type Json, type JsonObject } from '../../nodes/shared/api/values/Json';
import type { Schedule } from './Schedule';
import type { PollSummary } from './Verdict';
import { VirtualClock } from '../unit/model/VirtualClock';
import { HOUR, MINUTE, SECOND } from './time';

const MOST_SHOWN = 6;
/** Numbers of these names are times. */
const TIMES = /Ms$|[aA]fter$|^open/;

/** A true time in ms as the clock shows it, in UTC; with the day where it is not the one of the activation. */
export function clockTime(ms: number): string {
	const [day = '', time = ''] = new Date(ms)
		.toISOString()
		.slice(5, -1)
		.replace(/\.000$/, '')
		.split('T');
	return day === new Date(new VirtualClock().now()).toISOString().slice(5, 10) ? time : `${day} ${time}`;
}

/**
 * A schedule for people: what is set, and a line for each step, with what each poll found.
 * @param polls of the schedule as it was played, those that closed it included
 */
export function scheduleInWords({ settings, steps }: Schedule, polls: PollSummary[]): string[] {
	const start = new VirtualClock().now();
	const closing = polls.slice(steps.filter((step) => step.do === 'poll').length);
	let played = 0;
	return [
		`set to: ${valueInWords(settings as JsonObject) || 'what is plain'}`,
		...steps.map(({ at, do: kind, ...rest }) => {
			const found = kind === 'poll' ? ` -> ${pollInWords(polls[played++])}` : '';
			return `${clockTime(start + at).padEnd(14)} ${kind} ${valueInWords(rest as JsonObject)}`.trimEnd() + found;
		}),
		...closing
			.filter(({ told, failure }) => told.length || failure)
			.map((poll) => `${clockTime(poll.startedAt).padEnd(14)} poll -> ${pollInWords(poll)}`),
	];
}

function pollInWords(poll: PollSummary | undefined): string {
	if (!poll) return 'not reached';
	const { told, requests, failure } = poll;
	const found = told.length ? some(told) : 'nothing';
	return `${found} (${requests} request${requests === 1 ? '' : 's'})${failure === undefined ? '' : `, failed: ${failure.slice(0, 100)}`}`;
}

function valueInWords(value: Json, name = ''): string {
	if (typeof value === 'number' && TIMES.test(name)) return duration(value);
	if (Array.isArray(value)) return `[${some(value.map((one) => valueInWords(one) || 'plain'))}]`;
	if (!isJsonObject(value)) return String(value);
	return Object.entries(value)
		.map(([key, own]) => (own === true ? key : isJsonObject(own) ? `${key} {${valueInWords(own)}}` : `${key} ${valueInWords(own, key)}`))
		.join(' ');
}

/** Equal ones in a row count as one. */
function some(texts: string[]): string {
	const rows: Array<{ text: string; times: number }> = [];
	for (const text of texts) {
		const last = rows[rows.length - 1];
		if (last?.text === text) last.times++;
		else rows.push({ text, times: 1 });
	}
	const shown = rows.slice(0, MOST_SHOWN).map(({ text, times }) => (times > 1 ? `${times} x ${text}` : text));
	const more = rows.slice(MOST_SHOWN).reduce((sum, { times }) => sum + times, 0);
	return [...shown, ...(more ? [`and ${more} more`] : [])].join(', ');
}

function duration(ms: number): string {
	if (ms === 0) return '0 s';
	const [unit, name] = ms % HOUR === 0 ? [HOUR, 'h'] : ms % MINUTE === 0 ? [MINUTE, 'min'] : ms % SECOND === 0 ? [SECOND, 's'] : [1, 'ms'];
	return `${ms / unit} ${name}`;
}
