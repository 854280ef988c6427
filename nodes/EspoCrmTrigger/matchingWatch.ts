import {
	pollMatching,
	startMatching,
	storedMatchingState,
	type MatchingOptions,
	type MatchingState,
} from '../shared/api/cursors/matching/pollMatching';
import { listRecords } from '../shared/api/lists/listRecords';
import { askedAttributes } from '../shared/api/lists/askedAttributes';
import { espoDateTime } from '../shared/api/values/dateTime';
import { InvalidInput } from '../shared/api/values/InvalidInput';
import type { JsonObject } from '../shared/api/values/Json';
import type { Connection } from '../shared/n8n/transport/connect';
import type { TriggerSettings } from './readTrigger';
import { recordItems, refuseUnknown } from './recordItems';
import type { Watch } from './Watch';

/** Records that begin to match a filter. @param user tells server and user apart @throws InvalidInput when there is no filter */
export function matchingWatch({ client, metadata }: Connection, settings: TriggerSettings, user: string): Watch<MatchingState> {
	const { entityType = '', filters = {}, output } = settings;
	if (!Object.values(filters).some((part) => part !== undefined && (!Array.isArray(part) || part.length > 0))) {
		throw new InvalidInput('Filters', '“Filters” is empty', 'Add what a record must match, or choose another “Trigger On”.');
	}
	const fingerprint = JSON.stringify([user, entityType, settings.givenFilters]);
	const options: MatchingOptions = { client, entityType, params: { ...filters, select: askedAttributes(output?.attributes) }, fingerprint };
	const items = async (records: JsonObject[], hint?: (text: string) => void) => {
		const time = espoDateTime(client.now());
		return await recordItems(
			records.map((record) => ({ event: 'enter', time, record })),
			settings,
			metadata,
			hint,
		);
	};
	const newest = async (limit: number) =>
		await listRecords(client, { path: [entityType], params: { ...options.params, orderBy: 'createdAt', order: 'desc' } }, { limit });

	return {
		key: 'matching',
		fingerprint,
		recordOf: ({ id }) => String(id),
		stored: storedMatchingState,
		async start() {
			const state = await startMatching(options);
			const { startWith } = settings.options;
			return { state, items: startWith ? await items((await newest(startWith)).reverse()) : [] };
		},
		async next(previous, deadline) {
			const { state, entered } = await pollMatching({ ...options, deadline }, previous);
			return { state, items: await items(entered) };
		},
		async test() {
			const found = await newest(1);
			if (found.length) return await items(found, refuseUnknown);
			throw new InvalidInput(
				'Filters',
				`No ${entityType} matches the filter yet`,
				'Change a record in EspoCRM so that it matches, and try again.',
			);
		},
	};
}
