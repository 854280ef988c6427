import { InvalidInput } from '../../values/InvalidInput';
import { recordPage } from './recordPage';
import { isShort, type RecordPollOptions, type RecordPollResult } from './RecordPoll';
import { recordPosition } from './recordPosition';
import { advancedRecords, startOf, startRecordState } from './RecordState';
import { after } from './unreadRecords';

/**
 * The state of a trigger that begins now. Two requests: the first tells the server's time, the second which changes of
 * these seconds exist already; so whatever comes after the second was not made before the time of the first.
 * @param last how many of the changes that exist already are wanted
 * @throws InvalidInput when the filter is too long for one request
 */
export async function startRecords(options: RecordPollOptions, last: number): Promise<RecordPollResult> {
	const { client, identity, attribute } = options;
	if (!isShort(options, startRecordState(identity, 0, 0, []))) {
		throw new InvalidInput('Filters', 'The filter is too long for a trigger', 'Compare with fewer values.');
	}
	// Of those that are read some may not be wanted.
	const newest = await recordPage(options, [], last > 0 ? client.pageSize : 1, 'desc');
	const serverTime = newest.serverTime - newest.tookMs;
	const there = await recordPage(options, [after(attribute, startOf(serverTime))], client.pageSize, 'desc');
	const exist = there.rows.map((record) => recordPosition(record, attribute));
	const begun = startRecordState(identity, serverTime, client.now(), exist);
	const nothing = { read: [], held: [], serverTime, now: client.now(), readTo: begun.cursor };
	const delivered = newest.rows
		.filter((record) => options.isWanted(record, String(record[attribute])))
		.slice(0, last)
		.reverse();
	return {
		state: advancedRecords(begun, nothing, (next) => isShort(options, next)),
		changes: delivered.map((record) => ({ time: String(record[attribute]), record, created: record.createdAt === record[attribute] })),
	};
}
