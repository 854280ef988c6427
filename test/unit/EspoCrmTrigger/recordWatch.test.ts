import type { TriggerSettings } from '../../../nodes/EspoCrmTrigger/readTrigger';
import { recordWatch } from '../../../nodes/EspoCrmTrigger/recordWatch';
import type { EspoClient } from '../../../nodes/shared/api/client/EspoClient';
import type { RecordState } from '../../../nodes/shared/api/cursors/records/RecordState';
import type { Metadata } from '../../../nodes/shared/api/metadata/Metadata';
import type { Connection } from '../../../nodes/shared/n8n/transport/connect';

const NOW = Date.parse('2026-11-23T12:00:00Z');

test('two events of a record do not share it', async () => {
	const record = { id: 'a', createdAt: '2026-11-23 10:00:00', modifiedAt: '2026-11-23 11:00:00' };
	const client: Partial<EspoClient> = {
		request: async () => await Promise.resolve({ body: { total: -2, list: [record] }, serverTime: NOW }),
		pageSize: 200,
		now: () => NOW,
	};
	const settings: Partial<TriggerSettings> = { triggerOn: 'recordCreatedOrUpdated', entityType: 'Account' };
	const options = { dateTimeFormat: 'espo', addLabels: false };
	const connection: Partial<Connection> = { client: client as EspoClient, metadata: {} as Metadata };
	const watch = recordWatch(connection as Connection, { ...settings, options } as TriggerSettings, 'user', undefined);
	const before: RecordState = {
		fingerprint: watch.fingerprint,
		filter: '',
		cursor: ['2026-11-23 09:00:00', ''],
		overlap: ['2026-11-23 09:00:00', ''],
		seen: [],
		held: [],
		polledAt: NOW,
		at: NOW,
	};
	const [created, updated] = (await watch.next(before, Infinity)).items;
	expect([created?.event, updated?.event]).toEqual(['create', 'update']);
	expect(created?.record).toEqual(updated?.record);
	expect(created?.record).not.toBe(updated?.record);
});
