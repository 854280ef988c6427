import { parentOf, replyRecipients, replySubject, withQuote } from '../../../../nodes/shared/api/email/replyParts';

const OWN = ['office@example.com', 'me@example.com'];
const received = { from: 'anna@x.example', to: 'Office@example.com;ben@x.example', cc: 'cleo@x.example' };

test.each([
	[received, false, { to: ['anna@x.example'], cc: [], from: 'Office@example.com' }],
	[received, true, { to: ['anna@x.example'], cc: ['ben@x.example', 'cleo@x.example'], from: 'Office@example.com' }],
	[{ ...received, replyTo: 'desk@x.example' }, false, { to: ['desk@x.example'], cc: [], from: 'Office@example.com' }],
	[{ from: 'me@example.com', to: 'anna@x.example', cc: null }, true, { to: ['anna@x.example'], cc: [], from: 'me@example.com' }],
	[{ from: null, to: null }, false, { to: [], cc: [], from: undefined }],
	[
		{ from: 'a@x.example', to: 'a@x.example;b@x.example', cc: 'b@x.example' },
		true,
		{ to: ['a@x.example'], cc: ['b@x.example'], from: undefined },
	],
	[
		{ from: 'Me@example.com', to: 'a@x.example;a@x.example', cc: 'c@x.example' },
		true,
		{ to: ['a@x.example'], cc: ['c@x.example'], from: 'Me@example.com' },
	],
	[{ from: 'a@x.example', cc: 'x@x.example;me@example.com', replyTo: '' }, false, { to: ['a@x.example'], cc: [], from: 'me@example.com' }],
])('a reply to %j, to all: %j', (mail, toAll, whom) => expect(replyRecipients(mail, OWN, toAll)).toEqual(whom));

test.each([
	['Order', 'Re: Order'],
	['RE: Order', 'RE: Order'],
	['AW : Order', 'AW : Order'],
	['Reorder', 'Re: Reorder'],
	[' re:x', ' re:x'],
	['antw: x', 'antw: x'],
	['SV: x', 'SV: x'],
	['VS: x', 'VS: x'],
	['Odp: x', 'Odp: x'],
	['Order re: x', 'Re: Order re: x'],
])('%s is answered as %s', (subject, expected) => expect(replySubject(subject)).toBe(expected));

test('a quote is escaped where it is text, marked where the reply is, and takes no stored picture along', () => {
	const who = { fromString: 'Anna <a@x>', dateSent: '2026-11-01 10:00:00' };
	expect(withQuote('<p>y</p>', true, { ...who, body: '1 < 2\nx', isHtml: false }, String)).toBe(
		'<p>y</p><br><p>Anna &lt;a@x&gt;, 2026-11-01 10:00:00 UTC:</p><blockquote type="cite"><p>1 &lt; 2<br>x</p></blockquote>',
	);
	expect(withQuote('y', false, { ...who, body: 'a\nb', isHtml: false }, String)).toBe(
		'y\n\nAnna <a@x>, 2026-11-01 10:00:00 UTC:\n> a\n> b',
	);
	const picture = '<img alt="x" src="?entryPoint=attachment&amp;id=1"><img src="https://x/y.png">';
	expect(withQuote('', true, { ...who, body: picture, isHtml: true }, String)).toContain('[…]<img src="https://x/y.png">');
});

test('a quote as text is made of HTML, and whoever wrote it may be unknown', () => {
	const html = { from: 'a@x.example', dateSent: '2026-11-01 10:00:00', body: '<p>a</p>' };
	expect(withQuote('y', false, html, (text) => `plain ${text}`)).toBe('y\n\na@x.example, 2026-11-01 10:00:00 UTC:\n> plain <p>a</p>');
	expect(withQuote('y', true, html, String)).toContain('<blockquote type="cite"><p>a</p></blockquote>');
	expect(withQuote('y', true, { body: 'a & b > c\r\nd', isHtml: false }, String)).toBe(
		'y<br><p>,  UTC:</p><blockquote type="cite"><p>a &amp; b &gt; c<br>d</p></blockquote>',
	);
	expect(withQuote('y', false, { body: null }, String)).toBe('y\n\n,  UTC:\n> ');
});

test.each([
	[
		{ parentType: 'Account', parentId: 'a', x: 1 },
		{ parentType: 'Account', parentId: 'a' },
	],
	[{ parentType: 'Account', parentId: null }, {}],
	[{ parentType: null, parentId: 'a' }, {}],
])('%j belongs to %j', (mail, parent) => expect(parentOf(mail)).toEqual(parent));
