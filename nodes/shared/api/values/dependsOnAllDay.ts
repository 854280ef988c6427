import { ALL_DAY } from './dayOrMoment';
import type { AttributeKinds } from './fieldTypes';
import { isGiven } from './given';
import type { JsonObject } from './Json';

/**
 * Whether a value says when something begins or ends, while the kinds don't tell whether “All-Day” belongs to it: a mapping that was written by hand can
 * lack what its values need, and on 10.0 a meeting with days alone then has no date at all (see `withDays`).
 * @param offered attributes of a list that has all of the entity type
 */
export function dependsOnAllDay(values: JsonObject, kinds: AttributeKinds, offered: ReadonlySet<string>): boolean {
	if (kinds.has(ALL_DAY)) return false;
	return Object.entries(values).some(
		([name, value]) => isGiven(value) && (holdsMoment(name, kinds, offered) || holdsDay(name, kinds, offered)),
	);
}

function holdsMoment(name: string, kinds: AttributeKinds, offered: ReadonlySet<string>): boolean {
	return kinds.get(name) === 'dateTimeOptional' && !(offered.has(name) && offered.has(`${name}Date`));
}

/** Perhaps a plain date, e.g. a close date. */
function holdsDay(name: string, kinds: AttributeKinds, offered: ReadonlySet<string>): boolean {
	const moment = kinds.get(name.replace(/Date$/, ''));
	return name.endsWith('Date') && kinds.get(name) === 'date' && [undefined, 'dateTimeOptional'].includes(moment) && !offered.has(name);
}
