import type { OddValue } from '../engine/table/OddValue';

const HOLDERS = ['json', 'collection', 'fixedCollection', 'resourceMapper'];

/** Objects that JSON would make something else of, or nothing. */
const NO_VALUES = /^\[object (Map|Set|RegExp|Error)\]$/;
/** What EspoCRM can't store. */
const NO_TEXT = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** What a value means to a parameter of a type, as the table judges it. @param type of n8n's parameter */
export function oddValueOf(value: unknown, type: string): OddValue {
	const given = plainOf(value);
	const name = String(JSON.stringify(given.plain));
	const isLocated = type === 'resourceLocator' && isLocator(given.plain);
	const meant = isLocated ? (given.plain as { value?: unknown }).value : given.plain;
	if (isNothing(meant) && !given.isNever) return { name, js: '', is: 'nothing' };
	const isObject = [given.plain].flat(2).some((part) => typeof part === 'object' && part !== null);
	if (given.isNever || (isObject && !HOLDERS.includes(type) && !isLocated)) return { name, js: '', plain: given.plain, is: 'never' };
	return { name, js: '', plain: given.plain };
}

/** Whether a workflow can hold it; n8n itself drops names of the language from it. */
export function savable(value: unknown): boolean {
	const { plain, isNever } = plainOf(value);
	return !isNever && plain !== undefined && !/__proto__|prototype|constructor/.test(JSON.stringify(plain)) && typeof value !== 'bigint';
}

/** As JSON; whether anything in it has no such form. */
function plainOf(value: unknown): { plain: unknown; isNever: boolean } {
	const odd: unknown[] = [];
	const asJson = (_key: string, part: unknown): unknown => {
		if (hasNoForm(part)) odd.push(part);
		return typeof part === 'bigint' ? String(part) : part;
	};
	try {
		const [plain] = JSON.parse(JSON.stringify([value], asJson)) as unknown[];
		return { plain, isNever: odd.length > 0 || (plain === null && value !== null && typeof value === 'object') };
	} catch {
		return { plain: 'circular', isNever: true };
	}
}

function hasNoForm(part: unknown): boolean {
	if (typeof part === 'number') return !Number.isFinite(part);
	if (typeof part === 'string') return NO_TEXT.test(part);
	return ['function', 'symbol'].includes(typeof part) || NO_VALUES.test(Object.prototype.toString.call(part));
}

/** What says nothing: empty text, an empty list or object, a list of such, or an object with empty text alone. */
function isNothing(plain: unknown): boolean {
	if (plain === undefined || plain === null) return true;
	if (typeof plain === 'string') return !plain.trim();
	if (typeof plain !== 'object') return false;
	if (Array.isArray(plain)) return plain.every(isNothing);
	return Object.values(plain).every((part) => typeof part === 'string' && !part.trim());
}

function isLocator(plain: unknown): boolean {
	return (
		typeof plain === 'object' &&
		plain !== null &&
		!Array.isArray(plain) &&
		Object.keys(plain).some((key) => ['value', 'mode', '__rl'].includes(key))
	);
}
