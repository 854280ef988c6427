import { deliveredItems } from '../../../../nodes/shared/api/webhooks/deliveredItems';

const itemsOf = (body: string) => deliveredItems(Buffer.from(body));

test.each<[body: string, items: unknown]>([
	['[]', []],
	['[{"id":"a","name":"Ä"},{"id":"b"}]', [{ id: 'a', name: 'Ä' }, { id: 'b' }]],
])('%s', (body, items) => expect(itemsOf(body)).toEqual(items));

test.each(['', '{', 'null', '"a"', '{"id":"a"}', '["a"]', '[null]', '[[]]', '[{"name":"x"}]', '[{"id":5}]', '[{"id":"a"},{}]'])(
	'%s is no delivery',
	(body) => expect(itemsOf(body)).toBeUndefined(),
);
