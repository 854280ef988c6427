import { bodyText } from '../../../../nodes/shared/api/email/bodyText';

test.each([
	['<p>Dear <b>Anna</b>,</p><p>see <a href="https://example.com/a">this</a>.</p>', 'Dear **Anna**,\n\nsee [this](https://example.com/a).'],
	['one<br>two<br/><br>three', 'one\ntwo\n\nthree'],
	['<h2>Title</h2>text', '## Title\n\ntext'],
	['<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>', '- a\n- b\n  1. c'],
	['<blockquote>said<br>so</blockquote>', '> said\n> so'],
	['<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>', '1 | 2\n3'],
	['a &amp; b &lt;c&gt; &#8364; &euro; &unknown; &#xD800;', 'a & b <c> € € &unknown; &#xD800;'],
	['<style>p { color: red }</style><script>x < y</script>seen<!-- not -->', 'seen'],
	['<img src="https://example.com/a.png" alt="A"><img src="data:image/png;base64,xx" alt="B">', '![A](https://example.com/a.png)B'],
	['<a href="javascript:x()">click</a>', 'click'],
	['<pre>a\n  b</pre>', 'a\n  b'],
	['</p></b>x<p><b>', 'x'],
	['1 < 2', '1 < 2'],
	['', ''],
])('%s is in Markdown %j', (html, markdown) => expect(bodyText(html, 'markdown')).toBe(markdown));

test.each([
	['<p>Dear <b>Anna</b></p>', 'Dear Anna'],
	['<a href="https://example.com/a">this</a>', 'this (https://example.com/a)'],
	['<a href="mailto:anna@example.com">anna@example.com</a>', 'anna@example.com'],
	['<h1>Title</h1><hr>x', 'Title\n\nx'],
])('%s is as text %j', (html, text) => expect(bodyText(html, 'text')).toBe(text));

test.each(['<b>', '<a "', '<!--', '<b>x</b>', '<blockquote>x', '&#', '<img src='])('many %s take no time', (part) => {
	expect(bodyText(part.repeat(5_000), 'markdown').length).toBeLessThan(10_000_000);
});
