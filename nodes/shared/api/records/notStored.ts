import { isEmpty } from '../values/given';
import { isJsonObject, type Json, type JsonObject } from '../values/Json';
import { isNumeric } from '../values/numeric';

export interface NotStored {
	attribute: string;
	sent: Json;
	/** Undefined when the answer does not mention the attribute. */
	stored: Json | undefined;
}

/** Write-only, or commands rather than values: never part of an answer. */
const NEVER_ECHOED = /^_|password$|passwordConfirm$/i;
/** What becomes the file of an attachment. */
const CONTENTS = ['file', 'contents'];
/** EspoCRM sets them at each save; a record that is read and written back is no reason for a warning. */
const SET_BY_SAVING = ['modifiedAt', 'modifiedById', 'modifiedByName', 'versionNumber', 'streamUpdatedAt'];

/**
 * The attributes that EspoCRM did not store as they were sent: it ignores unknown and read-only ones without a word.
 * Costs no request: it compares what was sent with the answer.
 */
export function notStored(sent: JsonObject, answer: JsonObject, entityType?: string): NotStored[] {
	return Object.entries(sent)
		.filter(([attribute]) => !NEVER_ECHOED.test(attribute) && !SET_BY_SAVING.includes(attribute))
		.filter(([attribute]) => entityType !== 'Attachment' || !CONTENTS.includes(attribute))
		.filter(([attribute, value]) => !isStored(value, answer[attribute]))
		.map(([attribute, value]) => ({ attribute, sent: value, stored: answer[attribute] }));
}

/** Whether an answer shows a value as it was sent, as far as that can be. */
export function isStored(sent: Json, stored: Json | undefined): boolean {
	if (isEmpty(sent)) return isEmpty(stored);
	// An empty switch is sent as false, and the columns of a link that does not exist are empty.
	if (stored === undefined || stored === null) return sent === false && stored === null;
	if (Array.isArray(sent)) {
		return Array.isArray(stored) && sent.length === stored.length && sent.every((item) => stored.some((other) => isStored(item, other)));
	}
	if (isJsonObject(sent)) {
		// The server adds keys of its own, e.g. the lower-case form of an e-mail address.
		return isJsonObject(stored) && Object.entries(sent).every(([key, value]) => isStored(value, stored[key]));
	}
	return sameScalar(sent, stored);
}

function sameScalar(sent: Json, stored: Json): boolean {
	if (typeof stored === 'object') return false;
	if (String(sent).trim() === String(stored).trim() || isSamePhone(sent, stored)) return true;
	if (typeof stored === 'boolean') return (stored ? [1, '1'] : [0, '0']).includes(sent as number | string);
	return isNumeric(sent) && isNumeric(stored) && Number(sent) === Number(stored);
}

/** From 8.1 on international phone numbers are stored without spaces and brackets. */
function isSamePhone(sent: Json, stored: Json): boolean {
	const compact = (value: Json) => String(value).replace(/[\s()./-]/g, '');
	return /^\+[\d\s()./-]+$/.test(String(sent).trim()) && compact(sent) === compact(stored);
}
