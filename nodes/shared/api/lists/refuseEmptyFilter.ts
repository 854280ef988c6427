import type { SearchParams } from '../request/SearchParams';
import { InvalidInput } from '../values/InvalidInput';

/** For what acts on all records that match: EspoCRM takes no filter for every record (espocrm-api.md#mass-actions). @param does e.g. "link" @throws InvalidInput */
export function refuseEmptyFilter(
	{ where = [], textFilter, primaryFilter, boolFilterList = [] }: SearchParams,
	does: string,
	hint = 'Add a filter.',
): void {
	if (where.length || textFilter || primaryFilter || boolFilterList.length) return;
	throw new InvalidInput('Filters', `“Filters” is empty: this would ${does} every record`, hint);
}
