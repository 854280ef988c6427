import { createRunHints } from '../../../nodes/shared/operation/createRunHints';

test('items with the same text share one sentence, and names of the whole run come first', () => {
	const { hint, hintOnce, texts } = createRunHints();
	for (const item of [2, 0, 0, 1]) hint(item, 'a was ignored.');
	hint(1, 'b was ignored.');
	for (const names of [['x'], [], ['y', 'x']]) hintOnce('Left out:', names);
	expect(texts()).toEqual(['Left out: x, y.', 'Items 0, 1, 2: a was ignored.', 'Item 1: b was ignored.']);
});

test('of many items the first are named', () => {
	const { hint, texts } = createRunHints();
	for (let item = 0; item < 5000; item++) hint(item, 'a was ignored.');
	expect(texts()).toEqual([expect.stringMatching(/^Items 0, 1, .*29 and 4970 more: a was ignored\.$/)]);
});
