import type { SearchParams } from '../request/SearchParams';
import type { WhereItem } from '../request/WhereItem';
import { InvalidInput } from '../values/InvalidInput';
import { textOf } from '../values/textOf';

/** For what acts on all records that match: EspoCRM takes no filter for every record (espocrm-api.md#mass-actions). @param does e.g. "link" @throws InvalidInput */
export function refuseEmptyFilter(
	{ where = [], textFilter, primaryFilter, boolFilterList = [] }: SearchParams,
	does: string,
	hint = 'Add a filter.',
): void {
	if (where.some(narrows) || isSearch(textFilter) || primaryFilter || boolFilterList.length) return;
	throw new InvalidInput('Filters', `“Filters” is empty: this would ${does} every record`, hint);
}

/** Wildcards alone find every record. */
function isSearch(text = ''): boolean {
	return /[^\s*%_]/.test(text);
}

function narrows({ type, value }: WhereItem): boolean {
	return type !== 'textFilter' || isSearch(textOf(value));
}
