import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import type { INodeParameters } from 'n8n-workflow';

import { sandboxUsers } from '../../../sandbox/espocrm/sandboxUsers';
import { asked, told } from '../asked';
import { markdownTable } from '../markdownTable';
import type { PolledBacklog } from './poller';
import type { ServerState } from './server';

/** Changes of the last seconds are held back by a trigger until they are over for certain. */
const UNTIL_RIPE_MS = 5_000;
/** As many records as a filter may match. */
const MOST_MATCHING = 5_000;

const account = { __rl: true, mode: 'name', value: 'Account' };
const entering: INodeParameters = {
	triggerOn: 'recordEntersFilter',
	entityType: account,
	specifyFilters: 'json',
	filtersJson: [{ field: 'name', operator: 'startsWith', value: 'Backlog' }],
};

/**
 * Lets each kind of trigger poll a backlog that came up since it was activated.
 * @param count events that are pending
 * @returns a table in Markdown
 */
export async function backlog(count: number, say: (line: string) => void): Promise<string> {
	const works: Array<[name: string, count: number, parameters: INodeParameters]> = [
		['stream events', count, { triggerOn: 'streamEvent', source: 'everything' }],
		['records created or updated', count, { triggerOn: 'recordCreatedOrUpdated', entityType: account }],
		['records that enter a filter', Math.min(count, MOST_MATCHING), entering],
		['records that enter a filter, too many of them', count, entering],
	];
	const head = '| pending | | came | polls | requests | s | longest poll, s | memory before, MB | at most, MB |';
	const rows: string[] = [];
	for (const [name, pending, parameters] of works) {
		const { result, requests } = await pollsOf(pending, parameters);
		const { events, polls, ms, longestMs, before, most, refusal } = result;
		if (refusal !== undefined) say(`${name}: ${refusal}`);
		const figures = [polls, requests, (ms / 1_000).toFixed(1), (longestMs / 1_000).toFixed(1), mb(before), mb(most)];
		rows.push(`| ${[pending, name, refusal === undefined ? events : 'refused', ...figures].join(' | ')} |`);
		say(rows[rows.length - 1] ?? '');
	}
	return markdownTable(head, rows);
}

async function pollsOf(count: number, parameters: INodeParameters): Promise<{ result: PolledBacklog; requests: number }> {
	const server = fork(join(__dirname, 'server.ts'));
	const { url } = await told<ServerState>(server);
	const poller = fork(join(__dirname, 'poller.ts'), [
		JSON.stringify({ url, apiKey: sandboxUsers.full.apiKey }),
		JSON.stringify(parameters),
	]);
	try {
		await told(poller);
		await asked(server, count);
		await wait(UNTIL_RIPE_MS);
		const result = await asked<PolledBacklog>(poller, 'poll');
		const { requests } = await asked<ServerState>(server, 0);
		return { result, requests };
	} finally {
		for (const process of [poller, server]) process.disconnect();
	}
}

function mb(bytes: number): string {
	return (bytes / 1_000_000).toFixed(0);
}
