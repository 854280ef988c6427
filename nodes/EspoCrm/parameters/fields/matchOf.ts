import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { JsonObject } from '../../../shared/api/values/Json';
import type { MatchedValues } from './fieldParameters';

/** The values to find the record by. An empty one would match every record without a value. @throws InvalidInput */
export function matchOf({ match, labels }: MatchedValues): JsonObject {
	const given = Object.entries(match);
	if (!given.length) {
		throw new InvalidInput(
			'Fields',
			'There is nothing to find the record by',
			'Choose the fields to match on, or give the ID of the record.',
		);
	}
	const named = (entries: typeof given) => entries.map(([name]) => `“${labels.get(name) ?? name}”`).join(' and ');
	const empty = given.filter(([, value]) => value === undefined);
	if (empty.length) {
		throw new InvalidInput(
			'Fields',
			`The item has no value for ${named(empty)}, so the record can't be found by it`,
			'Enter a value, or remove the field from those to match on.',
		);
	}
	const lists = given.filter(([, value]) => typeof value === 'object' && value !== null);
	if (lists.length)
		throw new InvalidInput('Fields', `Records can't be found by ${named(lists)}: it holds several values`, 'Match on another field.');
	return match as JsonObject;
}
