import fc from 'fast-check';

/** Text that means something to some layer between the panel and the database. */
const TEXTS = [
	'../User',
	'..%2fUser',
	'%2e%2e',
	'a/b',
	'a%2Fb',
	'a\\b',
	'a?b=1',
	'a#b',
	'a;b',
	'a&b=1',
	'a\r\nX-Evil: 1',
	'a\nb',
	'a\0b',
	'a\ud83db',
	'\udc00',
	'😀',
	'\u202eabc',
	'\ufeffabc',
	'a\u00a0b',
	'１２３',
	'e\u0301',
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'false',
	'true',
	'yes',
	'0',
	'-0',
	'1',
	' 5 ',
	'5,6',
	'1,000.50',
	'0x10',
	'1e3',
	'1e400',
	'9007199254740993',
	'undefined',
	'null',
	'NaN',
	'Infinity',
	'[object Object]',
	'[]',
	'{}',
	'[null]',
	'["a"]',
	'{"a":1}',
	'{"__proto__":{"polluted":"yes"}}',
	'{"constructor":{"prototype":{"polluted":"yes"}}}',
	'[{"type":"equals","attribute":"name"}]',
	'{"',
	',',
	' , ',
	'=1+1',
	'{{ $json }}',
	'%',
	'_',
	"'",
	'"',
	'*',
	'2026-12-31',
	'2026-02-30',
	'2026-12-31T10:00:00Z',
	'31.12.2026',
	'https://evil.example.com/#User/view/1',
	'https://crm.example.com/#Opportunity/view/../1',
	'x'.repeat(300),
	'x'.repeat(20_000),
];

/** What an expression gives that found nothing. */
const NOTHING = [undefined, null, '', ' ', '\t\r\n', '\u00a0'];

const NUMBERS = [NaN, Infinity, -Infinity, -0, 0, 1, -1, 1.5, 1e21, 1e-7, 2 ** 53, 2 ** 53 - 1, 2 ** 31, 61234567890123456];

const JSON_TEXTS = [
	'{"__proto__":{"polluted":"yes"}}',
	'{"constructor":"c","toString":"t"}',
	'{"prototype":{}}',
	'{"length":1}',
	'{"0":"a"}',
];

function circular(): object {
	const holder: { self?: object } = {};
	holder.self = holder;
	return holder;
}

const text = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
	{ weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
);
const scalar = fc.oneof(text, fc.constantFrom(...NOTHING), fc.constantFrom(...NUMBERS), fc.boolean(), fc.double());
const key = fc.oneof(
	fc.constantFrom('name', 'value', 'id', '__rl', 'mode', 'type', 'attribute', 'constructor', '__proto__', 'toString', ''),
	text,
);
const holder = fc.array(fc.tuple(key, scalar), { maxLength: 3 }).map((entries) => Object.fromEntries(entries));

/** Made anew for each run, because some of them change when they are used. */
const others: fc.Arbitrary<unknown> = fc
	.constantFrom<Array<() => unknown>>(
		() => new Date('2026-12-31T10:00:00Z'),
		() => new Date(NaN),
		// As the date-times of n8n's expressions are, a valid one and one that is none.
		() => ({ ts: 1, toJSON: () => '2026-12-31T10:00:00.000+01:00' }),
		() => ({ invalid: { reason: 'none' }, toJSON: () => null }),
		() => 9007199254740993n,
		() => Symbol('s'),
		() => () => 'called',
		() => /a/,
		() => new Map([['a', 1]]),
		() => new Set(['a']),
		() => Buffer.from('abc'),
		() => new Error('secret'),
		() => new (class Own {})(),
		() => Object.assign(Object.create(null), { a: 1 }),
		circular,
		() => [circular()],
		() => new Array(3),
	)
	.map((make) => make());

/** A good value in forms that are nearly it, or that are it with something around it. */
function around(good: unknown): fc.Arbitrary<unknown> {
	const written = typeof good === 'string' ? good : JSON.stringify(good);
	return fc.oneof(
		fc.constantFrom(
			good,
			written,
			` ${written} `,
			[good],
			[good, good],
			[[good]],
			{ value: good },
			{ __rl: true, mode: 'id', value: good },
		),
		fc.constantFrom(written.toUpperCase(), `${written},`, `${written}, ${written}`, `"${written}"`),
		fc.tuple(text, fc.boolean()).map(([added, before]) => (before ? added + written : written + added)),
		scalar.map((other) => [good, other]),
	);
}

/** What an expression, a sheet, an agent or an attacker can give to a parameter that is made for a certain value. */
export function hostileValues(good: unknown): fc.Arbitrary<unknown> {
	return fc.oneof(
		{ weight: 5, arbitrary: scalar },
		{ weight: 3, arbitrary: around(good) },
		{ weight: 2, arbitrary: others },
		{ weight: 2, arbitrary: fc.array(fc.oneof(scalar, holder), { maxLength: 3 }) },
		{ weight: 2, arbitrary: holder },
		{ weight: 1, arbitrary: fc.constantFrom(...JSON_TEXTS).map((json) => JSON.parse(json) as unknown) },
		{ weight: 1, arbitrary: fc.tuple(key, holder).map(([name, inner]) => Object.fromEntries([[name, inner]])) },
	);
}
