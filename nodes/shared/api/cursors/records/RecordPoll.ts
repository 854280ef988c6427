import type { EspoClient } from '../../client/EspoClient';
import { requestPath } from '../../request/EspoRequest';
import type { JsonObject } from '../../values/Json';
import { recordPageRequest, type ChangeList } from './recordPage';
import type { RecordIdentity, RecordState } from './RecordState';
import { unreadRecords } from './unreadRecords';

export interface RecordPollOptions extends ChangeList {
	client: EspoClient;
	identity: RecordIdentity;
	/** No further request is begun after it, in ms since 1970. */
	deadline: number;
	/** Whether a change is delivered; one that is not counts as read all the same. @param time of the change, which the record may have left behind */
	isWanted(record: JsonObject, time: string): boolean;
}

/** A record that has changed. */
export interface Change {
	/** When, in EspoCRM's form. */
	time: string;
	record: JsonObject;
	/** Whether its creation was not delivered before either. */
	created: boolean;
}

export interface RecordPollResult {
	state: RecordState;
	/** Oldest first; each is delivered once. */
	changes: Change[];
}

/** Leaves room for the conditions of paging below the 8 KB that web servers allow for a request line. */
const LONGEST_PATH = 6_800;

/** Whether the request for what was not read yet is short enough. */
export function isShort(options: ChangeList, state: RecordState): boolean {
	return requestPath(recordPageRequest(options, unreadRecords(state, options.attribute), 200, 'asc')).length <= LONGEST_PATH;
}
