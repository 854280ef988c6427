/** What an expression can give to a parameter. */
export interface OddValue {
	name: string;
	/** The expression, as JavaScript. */
	js: string;
	/** The same as a parameter holds it that is no expression; undefined where none can. */
	fixed?: unknown;
	/** How the same value is written that JSON or a request can hold. */
	plain?: unknown;
	/** `nothing`: it gives nothing; `never`: no parameter can mean it. */
	is?: 'nothing' | 'never';
}

const json = (name: string, value: unknown, more: Partial<OddValue> = {}): OddValue => ({
	name,
	// n8n would take two brackets in it for the end of the expression.
	js: `JSON.parse(${JSON.stringify(JSON.stringify(value)).replaceAll('}', '\\u007d')})`,
	fixed: value,
	plain: value,
	...more,
});
const special = (name: string, js: string, more: Partial<OddValue> = {}): OddValue => ({ name, js, ...more });

/** What a parameter holds that nobody filled in, or whose expression finds nothing. */
const NOTHING: OddValue[] = [
	special('undefined', 'undefined', { is: 'nothing' }),
	json('null', null, { is: 'nothing' }),
	json('empty text', '', { is: 'nothing' }),
	json('blanks', '   ', { is: 'nothing' }),
	json('[]', [], { is: 'nothing' }),
	json('{}', {}, { is: 'nothing' }),
];

const NEVER: OddValue[] = [
	special('NaN', 'NaN', { is: 'never' }),
	special('Infinity', 'Infinity', { is: 'never' }),
	special('a date that is none', 'new Date("x")', { is: 'never' }),
	json('a NUL character', 'a\0b', { is: 'never' }),
	special('half a surrogate pair', '"a" + String.fromCharCode(0xd83d) + "b"', { is: 'never' }),
	json('an object', { surprise: 1 }, { is: 'never' }),
	json('a list of objects', [{ surprise: 1 }], { is: 'never' }),
	json('a list of nothing', [null], { is: 'nothing' }),
	json('a list in a list', [['surprise']], { is: 'never' }),
];

const OTHERS: OddValue[] = [
	json('5', 5),
	json('“5”', '5'),
	json('1.5', 1.5),
	json('true', true),
	json('“yes”', 'yes'),
	json('text', 'surprise'),
	json('a list of text', ['surprise']),
	json('a list of numbers', [5]),
	special('a Date', 'new Date("2026-12-31T10:00:00Z")', { plain: '2026-12-31T10:00:00.000Z' }),
	special('a DateTime', 'DateTime.fromISO("2026-12-31T10:00:00", { zone: "UTC" })', { plain: '2026-12-31T10:00:00.000Z' }),
];

export const ODD_VALUES: OddValue[] = [...NOTHING, ...NEVER, ...OTHERS];

/** The value as an expression. */
export function expressionOf({ js }: Pick<OddValue, 'js'>): string {
	return `={{ ${js} }}`;
}

/** The good value in the other forms that expressions, agents and sheets give it. */
export function formsOf(good: unknown): OddValue[] {
	const text = typeof good === 'string' ? good : JSON.stringify(good);
	const same = { plain: good };
	return [
		json('the good value', good, same),
		json('the good value as text', text, same),
		json('the good value with blanks', ` ${text} `, same),
		json('the good value in a list', [good], same),
		...(Array.isArray(good) && good.length === 1 ? [json('the only one of the list', good[0], same)] : []),
	];
}
