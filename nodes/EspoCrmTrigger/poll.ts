import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { EspoError } from '../shared/api/EspoError';
import { InvalidInput } from '../shared/api/InvalidInput';
import type { JsonObject } from '../shared/api/Json';
import { listNotes } from '../shared/api/listNotes';
import { noteWhere } from '../shared/api/noteWhere';
import { pollStream, startPolling, type PollOptions } from '../shared/api/pollStream';
import { presented } from '../shared/api/presented';
import { isWanted, noteItem, noteTypesFor } from '../shared/api/streamEvents';
import { storedState } from '../shared/api/storedState';
import { connect, type Connection } from '../shared/n8n/connect';
import { credentialIdentity } from '../shared/n8n/credentialIdentity';
import { nodeError } from '../shared/n8n/nodeError';
import { notePresentation } from '../EspoCrm/parameters/outputOptions';
import { SOURCE_NEEDS, sourceOf } from '../EspoCrm/parameters/streamSource';
import { fullRecords } from './fullRecords';
import { readTrigger, type TriggerSettings } from './readTrigger';

/** n8n gives a poll 36 s with durable cursors, and ends it after 45 s; the last request may begin just before the end of the budget. */
const REQUEST_MS = 12_000;
const USUAL_BUDGET_MS = 300_000;
const LONGEST_MS = 60_000;

/** n8n does not keep two polls of one node from overlapping when one takes longer than the interval. */
const underWay = new Set<string>();
/** n8n keeps one context for all polls of an activation, so that each of them says "init" after a start; only the first is meant. */
const polledBefore = new WeakSet<IPollFunctions>();

/** One poll, or a test event. @throws NodeApiError, NodeOperationError */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const started = Date.now();
	const atStart = this.getActivationMode() === 'init' && !polledBefore.has(this);
	polledBefore.add(this);
	const settings = await readTrigger(this);
	const connection = connect(this, { tries: 2, timeoutMs: REQUEST_MS });
	const manual = this.getMode() === 'manual';
	let key: string | undefined;
	try {
		if (manual) return [await testEvent(connection, settings)];
		const source = await fingerprint(this, settings);
		// With another source it is another poll.
		const own = `${this.getWorkflow().id}/${this.getNode().id}/${source}`;
		if (underWay.has(own)) return null;
		key = own;
		underWay.add(key);
		return await nextEvents(this, connection, settings, { fingerprint: source, deadline: started + budget(this) });
	} catch (error) {
		if (!manual && atStart && isPassing(error) && hasState(this)) return null;
		throw nodeError(error, { node: this.getNode(), needs: SOURCE_NEEDS[settings.source] });
	} finally {
		if (key) underWay.delete(key);
	}
}

interface Bounds {
	fingerprint: string;
	/** In ms since 1970. */
	deadline: number;
}

async function nextEvents(
	context: IPollFunctions,
	connection: Connection,
	settings: TriggerSettings,
	{ fingerprint, deadline }: Bounds,
): Promise<INodeExecutionData[][] | null> {
	const stored = context.getWorkflowStaticData('node');
	const identity = { fingerprint, filter: JSON.stringify([settings.events, settings.entityTypes, settings.options.skipOwn]) };
	const options: PollOptions = {
		client: connection.client,
		source: sourceOf(settings.source, settings.entityType, settings.recordId),
		filter: filterOf(settings),
		identity,
		deadline,
	};
	const previous = storedState(stored.stream);
	if (previous?.fingerprint !== identity.fingerprint) {
		stored.stream = await startPolling(options);
		return null;
	}
	const { state, notes } = await pollStream(options, previous);
	const items = await itemsOf(
		connection,
		notes.filter((note) => isWanted(note, settings.events)),
		settings,
	);
	// Only now, when nothing can fail any more: n8n keeps what is changed here even if the poll throws.
	stored.stream = state;
	return items.length ? [items] : null;
}

/** A recent event, without moving the cursor. */
async function testEvent(connection: Connection, settings: TriggerSettings): Promise<INodeExecutionData[]> {
	const source = sourceOf(settings.source, settings.entityType, settings.recordId);
	const notes = await listNotes(connection.client, source, filterOf(settings), 1, (note) => isWanted(note, settings.events));
	if (!notes.length) {
		throw new InvalidInput(
			'Source',
			'There is no event to show yet',
			`${SOURCE_NEEDS[settings.source]} Otherwise, do in EspoCRM what the trigger waits for and try again.`,
		);
	}
	return await itemsOf(connection, notes, settings);
}

async function itemsOf(connection: Connection, notes: JsonObject[], { events, options }: TriggerSettings): Promise<INodeExecutionData[]> {
	const told = notes.map((note) => noteItem(note, events));
	const items = await presented(told, notePresentation({ options }), connection.metadata);
	const records = options.fullRecord ? await fullRecords(connection, notes, options.dateTimeFormat) : undefined;
	return items.map((item) => ({
		json: records ? { ...item, record: records.get(`${String(item.parentType)}/${String(item.parentId)}`) ?? null } : item,
	}));
}

function filterOf({ events, entityTypes, options }: TriggerSettings) {
	return { where: noteWhere(noteTypesFor(events), entityTypes ?? []), skipOwn: options.skipOwn };
}

/** Server, user and source. */
async function fingerprint(context: IPollFunctions, { source, entityType, recordId }: TriggerSettings): Promise<string> {
	return JSON.stringify([(await credentialIdentity(context)).user, source, entityType ?? '', recordId ?? '']);
}

function budget(context: IPollFunctions): number {
	// Older hosts do not say.
	const { getPollBudgetMs } = context as Partial<{ getPollBudgetMs: () => number }>;
	const given = getPollBudgetMs?.call(context) ?? USUAL_BUDGET_MS;
	return Math.min(Math.max(given - 2 * REQUEST_MS, REQUEST_MS), LONGEST_MS);
}

function hasState(context: IPollFunctions): boolean {
	return storedState(context.getWorkflowStaticData('node').stream) !== undefined;
}

/** At n8n's start such a failure must not take the workflow off for hours. */
function isPassing(error: unknown): boolean {
	return error instanceof EspoError && (error.passes || error.kind === 'lockedOut');
}
