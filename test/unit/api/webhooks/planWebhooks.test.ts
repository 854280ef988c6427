import { planWebhooks } from '../../../../nodes/shared/api/webhooks/planWebhooks';
import type { Webhook } from '../../../../nodes/shared/api/webhooks/webhooks';

const BASE = 'https://n8n.example.com/webhook/one/webhook';
const OLD = 'https://old.example.com/webhook/one/webhook';
const hook = (id: string, event: string, more: Partial<Webhook> = {}): Webhook => ({
	id,
	event,
	url: `${BASE}?event=${event}`,
	isActive: true,
	skipOwn: false,
	secretKey: 's',
	...more,
});
const EVENTS = ['Account.create', 'Account.update'];
const ids = (hooks: Webhook[]) => hooks.map(({ id }) => id);

function plan(found: Webhook[], knownIds: string[] = [], skipOwn = false) {
	const { keep, change, create, remove } = planWebhooks({ baseUrl: BASE, events: EVENTS, skipOwn }, found, knownIds);
	return { keep: ids(keep), change: ids(change), create, remove: ids(remove) };
}

const CREATE = hook('c', 'Account.create');
const UPDATE = hook('u', 'Account.update');

test.each<[string, Webhook[], string[], object]>([
	['nothing there', [], [], { create: EVENTS }],
	['all there', [UPDATE, CREATE], [], { keep: ['c', 'u'] }],
	['an inactive one', [CREATE, { ...UPDATE, isActive: false }], [], { keep: ['c'], change: ['u'] }],
	['one with another setting', [CREATE, { ...UPDATE, skipOwn: true }], [], { keep: ['c'], change: ['u'] }],
	['one of another event', [CREATE, UPDATE, hook('d', 'Account.delete')], [], { keep: ['c', 'u'], remove: ['d'] }],
	['a double one', [CREATE, UPDATE, hook('u2', 'Account.update')], [], { keep: ['c', 'u'], remove: ['u2'] }],
	[
		'a double one, the first inactive',
		[CREATE, { ...UPDATE, isActive: false }, hook('u2', 'Account.update')],
		[],
		{ keep: ['c', 'u2'], remove: ['u'] },
	],
	[
		'one at our address without an event',
		[CREATE, UPDATE, hook('x', 'Account.update', { url: BASE })],
		[],
		{ keep: ['c', 'u'], remove: ['x'] },
	],
	[
		'one with the event of another in its address',
		[CREATE, hook('u', 'Account.update', { url: `${BASE}?event=Account.create` })],
		[],
		{ keep: ['c'], change: ['u'] },
	],
	[
		'a known one at an older address',
		[CREATE, { ...UPDATE, url: `${OLD}?event=Account.update` }],
		['c', 'u'],
		{ keep: ['c'], change: ['u'] },
	],
	[
		'a known one at an older address, not wanted any more',
		[CREATE, UPDATE, hook('d', 'Account.delete', { url: `${OLD}?event=Account.delete` })],
		['d'],
		{ keep: ['c', 'u'], remove: ['d'] },
	],
	['an unknown one at another address', [{ ...UPDATE, url: `${OLD}?event=Account.update` }], [], { create: EVENTS }],
	[
		'one of the test address',
		[hook('t', 'Account.update', { url: 'https://n8n.example.com/webhook-test/one/webhook?event=Account.update' })],
		[],
		{ create: EVENTS },
	],
	['one of a longer path', [hook('t', 'Account.update', { url: `${BASE}2?event=Account.update` })], [], { create: EVENTS }],
])('%s', (_, found, known, expected) => {
	expect(plan(found, known)).toEqual({ keep: [], change: [], create: [], remove: [], ...expected });
});

test('without own actions', () => {
	expect(plan([CREATE, { ...UPDATE, skipOwn: true }], [], true)).toEqual({ keep: ['u'], change: ['c'], create: [], remove: [] });
});
