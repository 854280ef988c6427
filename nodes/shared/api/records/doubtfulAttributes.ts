import { isEmpty } from '../values/given';
import type { JsonObject } from '../values/Json';
import { NAME_PARTS } from '../values/personName';
import { computesDuration } from './duration';
import { isStored } from './notStored';

/**
 * Attributes that are no part of the record in any EspoCRM that has them (`notStorable`): they stand on a link or beside it. The answer to a write
 * shows them as they were sent, whatever became of them (espocrm-api.md#echoed-not-stored).
 */
const ELSEWHERE =
	/^(accountRole|accountIsInactive|opportunityRole|contactRole|contactIsInactive|acceptanceStatus\w*|targetListIsOptedOut|duration|(targetList|originalEmail|sourceEmail|sourceCampaign)Id)$/;
/** Kept with the address that they are about. */
const ADDRESS_FLAG = /^(emailAddress|phoneNumber)Is(OptedOut|Invalid)$/;
/** The list of addresses beside the primary one. */
const ADDRESS_LIST = /^(emailAddress|phoneNumber)Data$/;

interface KnownOfServer {
	/** Further attributes that the metadata calls so. */
	notStorable: ReadonlySet<string>;
	/** Whether the server is known to answer with the names of links as they are. */
	isNewerServer: boolean;
}

/**
 * The attributes of a write that its answer proves nothing about, so that only reading the record tells what is stored.
 */
export function doubtfulAttributes(
	entityType: string,
	sent: JsonObject,
	answer: JsonObject,
	{ notStorable, isNewerServer }: KnownOfServer,
): string[] {
	return Object.keys(sent).filter((name) => {
		if (ADDRESS_FLAG.test(name)) return false;
		// The title is kept on the link to the account.
		if (entityType === 'Contact' && name === 'title') return !answer.accountId;
		if (name === 'duration' && computesDuration(entityType, answer)) return false;
		if (name === 'name') return isOtherName(sent, answer);
		// 7.x shows names of links as they were sent, and stores none of them.
		if (isLinkName(name, answer)) return !isNewerServer && !isEmpty(sent[name]) && isStored(sent[name] ?? null, answer[name]);
		if (isEmpty(sent[name]) && isShownCleared(name, sent, answer)) return true;
		return ELSEWHERE.test(name) || notStorable.has(name);
	});
}

/** Whether this is the name of a person, which EspoCRM makes of the parts, and another than those give. */
function isOtherName(sent: JsonObject, answer: JsonObject): boolean {
	const parts = NAME_PARTS.map((part) => answer[part]).filter((part): part is string => typeof part === 'string' && part !== '');
	if (!NAME_PARTS.some((part) => part in answer)) return false;
	const words = (text: string) =>
		text
			.split(/[\s,]+/)
			.filter(Boolean)
			.sort()
			.join(' ');
	const middle = String(answer.middleName ?? '');
	const name = words(String(sent.name));
	return name !== words(parts.join(' ')) && name !== words(parts.filter((part) => part !== middle).join(' '));
}

/** The name of a linked record, or the names of several. */
function isLinkName(name: string, answer: JsonObject): boolean {
	return /Names?$/.test(name) && idOf(name) in answer;
}

function idOf(name: string): string {
	return name.replace(/Name(s?)$/, 'Id$1');
}

/**
 * Whether the answer shows nothing, while what was sent to be cleared stays: the columns of links stay as long as the links do (7.5 and 10.0), a list
 * of addresses is cleared by an empty one only (7.5).
 */
function isShownCleared(name: string, sent: JsonObject, answer: JsonObject): boolean {
	if (!isEmpty(answer[name])) return false;
	if (name.endsWith('Columns')) return !isEmpty(answer[name.replace(/Columns$/, 'Ids')]);
	const address = name.replace(/Data$/, '');
	return ADDRESS_LIST.test(name) && answer[name] === null && (!isEmpty(answer[address]) || sent[address] !== undefined);
}
