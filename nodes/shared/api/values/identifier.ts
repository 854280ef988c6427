import { InvalidInput } from './InvalidInput';
import { shortened } from './shortened';
import { textOf } from './textOf';

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
/** What an expression leaves behind when it finds nothing. */
const NOTHING = ['undefined', 'null', 'NaN'];
const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/**
 * Checks a record id. The server decodes `%2F` in a path segment and acts on the longer path, so nothing but
 * plain identifiers may ever reach a path.
 * @param parameter display name of the parameter that holds it
 * @throws InvalidInput
 */
export function recordIdentifier(value: unknown, parameter: string): string {
	const id = idText(value);
	if (isIdentifier(id)) return id;
	throw new InvalidInput(
		parameter,
		saysSomething(value) ? `“${shortened(shownValue(value))}” in “${parameter}” is not an EspoCRM ID` : `“${parameter}” is empty`,
		'An ID looks like 6b046affe09989a18. It is the last part of the address when a record is open in EspoCRM.',
	);
}

/** Whether it can be a record id. */
export function isIdentifier(value: unknown): boolean {
	const id = idText(value);
	return ID.test(id) && !NOTHING.includes(id);
}

function idText(value: unknown): string {
	// A larger number has lost digits on its way.
	if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : '';
	return typeof value === 'string' ? value.trim() : '';
}

/** Checks the name of an entity type, link or attribute. @throws InvalidInput */
export function nameIdentifier(value: unknown, parameter: string): string {
	const name = typeof value === 'string' ? value.trim() : '';
	if (isName(name)) return name;
	throw new InvalidInput(
		parameter,
		saysSomething(value)
			? `“${shortened(shownValue(value))}” in “${parameter}” is not a name that EspoCRM uses`
			: `“${parameter}” is empty`,
		'Choose from the list, or enter the name as the Entity Manager shows it, e.g. Account or billingAddressCity.',
	);
}

/**
 * Checks the name of an entity type, which begins with a capital letter: EspoCRM takes another one for the same type in an address,
 * but has no metadata for it (espocrm-api.md#paths).
 * @returns the name as EspoCRM writes it
 * @throws InvalidInput
 */
export function entityTypeIdentifier(value: unknown, parameter: string): string {
	const name = nameIdentifier(value, parameter);
	return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Whether text can be the name of an entity type, link or attribute. */
export function isName(text: string): boolean {
	return NAME.test(text) && text.length <= 100;
}

/** Checks a value that may come as a list, or as text with commas (spaces do not matter). Repeated values are dropped. */
export function identifierList(value: unknown, check: (item: unknown) => string): string[] {
	const items = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value];
	const given = items.filter((item) => item !== undefined && item !== null && textOf(item).trim() !== '');
	// Of commas alone nothing is left, and nothing means everything in a filter.
	if (!given.length && typeof value === 'string' && value.trim()) return [check(value)];
	return [...new Set(given.map(check))];
}

function saysSomething(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
	return value !== undefined && value !== null && !['', ...NOTHING].includes(textOf(value).trim());
}

function shownValue(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	const text = JSON.stringify(value);
	// How n8n keeps a locator tells nobody anything.
	return text.includes('"__rl"') ? 'an object' : text;
}
