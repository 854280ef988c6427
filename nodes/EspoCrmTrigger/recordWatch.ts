import { withoutOwnChanges } from '../shared/api/cursors/records/ownChanges';
import { pollRecords } from '../shared/api/cursors/records/pollRecords';
import { recordPage } from '../shared/api/cursors/records/recordPage';
import type { Change, RecordPollOptions } from '../shared/api/cursors/records/RecordPoll';
import type { RecordState } from '../shared/api/cursors/records/RecordState';
import { startRecords } from '../shared/api/cursors/records/startRecords';
import { storedRecordState } from '../shared/api/cursors/records/storedRecordState';
import { askedAttributes } from '../shared/api/lists/askedAttributes';
import { InvalidInput } from '../shared/api/values/InvalidInput';
import type { JsonObject } from '../shared/api/values/Json';
import type { Connection } from '../shared/n8n/transport/connect';
import type { TriggerSettings } from './readTrigger';
import { recordItems, refuseUnknown, type RecordEvent } from './recordItems';
import type { Watch } from './Watch';

const OWN: Partial<Record<TriggerSettings['triggerOn'], 'created' | 'updated'>> = { recordCreated: 'created', recordUpdated: 'updated' };

/** Records that are created or changed. @param user tells server and user apart @param ownId of the user, where own changes are left out */
export function recordWatch(
	connection: Connection,
	settings: TriggerSettings,
	user: string,
	ownId: string | undefined,
): Watch<RecordState> {
	const { client, metadata } = connection;
	const { triggerOn, entityType = '', filters = {}, output } = settings;
	const attribute = triggerOn === 'recordCreated' ? 'createdAt' : 'modifiedAt';
	const own = ownId === undefined ? [] : withoutOwnChanges(OWN[triggerOn] ?? 'both', ownId);
	const params = { ...filters, where: [...(filters.where ?? []), ...own], select: askedAttributes(output?.attributes) };
	const fingerprint = JSON.stringify([user, triggerOn, entityType]);
	const identity = { fingerprint, filter: JSON.stringify([settings.givenFilters, ownId]) };
	const poll = (deadline: number): RecordPollOptions => ({ client, entityType, attribute, params, identity, deadline, isWanted });
	// By the time of the change: the record shows the last one, and may have changed again since it was created.
	const isUpdate = ({ createdAt }: JsonObject, time: string) => time !== createdAt;
	const isWanted = (record: JsonObject, time: string) => triggerOn !== 'recordUpdated' || isUpdate(record, time);

	/** A record that was created and changed since the last poll is two events. */
	const eventsOf = ({ record, time, created }: Change): RecordEvent[] => {
		if (triggerOn === 'recordCreated') return [{ event: 'create', time, record }];
		const update: RecordEvent[] = isUpdate(record, time) || !created ? [{ event: 'update', time, record }] : [];
		if (triggerOn === 'recordUpdated' || !created || (ownId !== undefined && record.createdById === ownId)) return update;
		return [{ event: 'create', time: String(record.createdAt), record }, ...update];
	};
	const itemsOf = async (changes: Change[], hint?: (text: string) => void) => {
		const events = changes.flatMap(eventsOf);
		// Whoever else has the array would hold the records beside what is shown of them.
		changes.length = 0;
		return await recordItems(events, settings, metadata, hint);
	};

	return {
		key: 'records',
		fingerprint,
		recordOf: ({ id }) => String(id),
		stored: storedRecordState,
		async start() {
			const { state, changes } = await startRecords(poll(Infinity), settings.options.startWith);
			return { state, items: await itemsOf(changes) };
		},
		async next(previous, deadline) {
			const { state, changes } = await pollRecords(poll(deadline), previous);
			return { state, items: await itemsOf(changes) };
		},
		async test() {
			const { rows } = await recordPage(poll(Infinity), [], triggerOn === 'recordUpdated' ? client.pageSize : 1, 'desc');
			const timeOf = (record: JsonObject) => String(record[attribute]);
			const record = rows.find((row) => isWanted(row, timeOf(row)));
			if (record) return await itemsOf([{ record, time: timeOf(record), created: !isUpdate(record, timeOf(record)) }], refuseUnknown);
			throw new InvalidInput(
				'Filters',
				`There is no ${entityType} to show yet`,
				'Check the filters, or do what the trigger waits for in EspoCRM, then try again.',
			);
		},
	};
}
