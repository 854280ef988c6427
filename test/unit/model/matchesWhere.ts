import type { WhereItem } from '../../../nodes/shared/api/request/WhereItem';
import type { Json, JsonObject } from '../../../nodes/shared/api/values/Json';

/** Whether a row meets a list of conditions, with SQL's rule that an empty value meets no comparison. */
export function matchesWhere(row: JsonObject, where: WhereItem[]): boolean {
	return where.every((item) => matches(row, item));
}

function matches(row: JsonObject, { type, attribute, value }: WhereItem): boolean {
	if (type === 'and') return matchesWhere(row, counted(value));
	if (type === 'or') return counted(value).some((item) => matches(row, item));
	if (!attribute || !(attribute in row)) throw new Error(`Not existing attribute '${String(attribute)}' in where.`);
	const own = row[attribute];
	if (type === 'isNull') return own === null;
	if (own === null || own === undefined) return false;
	const compare = COMPARISONS[type];
	if (!compare) throw new Error(`Unknown where item type '${type}'.`);
	return compare(own, value as Json);
}

/** The lists of a request are looked through for each row. */
const sets = new WeakMap<Json[], Set<Json>>();

function among(own: Json, values: Json): boolean {
	if (!Array.isArray(values)) return false;
	const set = sets.get(values) ?? new Set(values);
	sets.set(values, set);
	return set.has(own);
}

const COMPARISONS: Record<string, (own: Json, value: Json) => boolean> = {
	isNotNull: () => true,
	equals: (own, value) => own === value,
	notEquals: (own, value) => own !== value,
	in: among,
	startsWith: (own, value) => String(own).startsWith(String(value)),
	notIn: (own, values) => !among(own, values),
	greaterThan: (own, value) => compareValues(own, value) > 0,
	greaterThanOrEquals: (own, value) => compareValues(own, value) >= 0,
	lessThan: (own, value) => compareValues(own, value) < 0,
	lessThanOrEquals: (own, value) => compareValues(own, value) <= 0,
};

export function compareValues(a: Json | undefined, b: Json | undefined): number {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	const [left, right] = [String(a), String(b)];
	return left < right ? -1 : left > right ? 1 : 0;
}

/** EspoCRM takes the text “0” for empty, and leaves conditions without a value out of a group. */
function counted(items: WhereItem['value']): WhereItem[] {
	return (items as WhereItem[]).filter(({ value }) => value !== '0');
}
