import { EXAMPLES, TEXT_EVERYWHERE } from '../values/attributeValues';
import { isIsoDateTime } from '../values/dateTime';
import type { AttributeKind } from '../values/fieldTypes';
import { InvalidInput } from '../values/InvalidInput';
import type { Json } from '../values/Json';
import { isNumeric } from '../values/numeric';
import { shortened } from '../values/shortened';
import { textOf } from '../values/textOf';
import type { AttributeContext } from './ConditionContext';
import { NUMBERS, SWITCHES, TEXTS } from './kindGroups';

const ON_OR_OFF = new Map<unknown, boolean>([
	['true', true],
	['false', false],
	['1', true],
	['0', false],
]);

/**
 * A value as it is compared with an attribute of a kind. The database cuts text that is compared with a number off at the first
 * character that is no digit, and takes any other text for 0; so “n/a” would find zeros and “yes” what is switched off.
 * @param place says which condition it is, for the refusal
 * @throws InvalidInput for a value that can't be one of the kind
 */
export function comparedValue(value: Json, kind: AttributeKind | undefined, place: string, parameter: string): Json {
	if (NUMBERS.includes(kind)) {
		if (isNumeric(value)) return value;
		throw new InvalidInput(
			parameter,
			`${place}: “${shortened(textOf(value))}” is not a number`,
			'Write numbers without commas or units, e.g. 20000 or 0.5.',
		);
	}
	if (SWITCHES.includes(kind)) {
		const on = ON_OR_OFF.get(textOf(value).trim().toLowerCase());
		if (on !== undefined) return on;
		throw new InvalidInput(parameter, `${place}: “${shortened(textOf(value))}” is not ${EXAMPLES.boolean}`);
	}
	// What a linked record holds can be text; a number of it is the same as text.
	const isText = TEXTS.includes(kind) || (kind === 'json' && typeof value === 'number');
	return isText && typeof value !== 'string' ? textOf(value) : value;
}

/** Whether an attribute is text in every EspoCRM, IDs included, so that nothing has to be looked up to compare it with text. */
export function isTextEverywhere(attribute: string): boolean {
	return TEXT_EVERYWHERE.test(attribute) || /^id$|^\w*Id$/.test(attribute);
}

/** Whether a value that is compared with the attribute means something else, or nothing, for some kinds of attributes. */
export function comparisonDependsOnKind(attribute: string, value: Json): boolean {
	return typeof value !== 'string' || isIsoDateTime(value) || !isTextEverywhere(attribute);
}

/**
 * The end of a range must not lie before its start: EspoCRM finds nothing then, without a word. Texts are ordered by the database's own rules.
 * @throws InvalidInput
 */
export function requireOrder([from, to]: readonly Json[], { attribute, kinds, place, parameter }: AttributeContext): void {
	if (TEXTS.includes(kinds.get(attribute)) || !isReversed(from, to)) return;
	throw new InvalidInput(
		parameter,
		`${place}: the range ends (“${textOf(to)}”) before it begins (“${textOf(from)}”)`,
		'Swap the two values.',
	);
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** Whether two numbers, or two dates in EspoCRM's form, stand the wrong way round. */
export function isReversed(from: Json | undefined, to: Json | undefined): boolean {
	const [first, last] = [textOf(from), textOf(to)];
	if (isNumeric(first) && isNumeric(last)) return Number(first) > Number(last);
	return DAY.test(first) && DAY.test(last) && first.length === last.length && first > last;
}
