import { mailAddresses } from '../../../../nodes/shared/api/email/mailAddresses';

test.each([
	['anna@example.com', ['anna@example.com']],
	['Anna Berg <anna@example.com>', ['anna@example.com']],
	['"Berg, Anna" <anna@example.com>; ben@example.com', ['anna@example.com', 'ben@example.com']],
	[' anna@example.com ,, Anna@Example.com,ben@example.com ', ['Anna@Example.com', 'ben@example.com']],
	[
		['anna@example.com', 'Ben <ben@example.com>'],
		['anna@example.com', 'ben@example.com'],
	],
	['anna@bücher.example', ['anna@xn--bcher-kva.example']],
	["o'neill+x@sub.example.co.uk", ["o'neill+x@sub.example.co.uk"]],
	[undefined, []],
	['', []],
])('%j are %j', (given, addresses) => expect(mailAddresses(given, 'To')).toEqual(addresses));

test.each([
	'anna',
	'anna@',
	'@example.com',
	'anna@example',
	'a b@example.com',
	'a..b@example.com',
	'.a@example.com',
	'anna@exa mple.com',
	'anna@example.com/x',
	'änna@example.com',
	'Berg, Anna <anna@example.com>',
	'anna@example.com\r\nBcc: x@example.com',
	'"anna@example.com',
	`${'a'.repeat(65)}@example.com`,
	';',
	{ address: 'anna@example.com' },
	[['anna@example.com']],
	[5],
])('%j is refused by name', (given) => expect(() => mailAddresses(given, 'To')).toThrow('“To” is not an e-mail address'));
