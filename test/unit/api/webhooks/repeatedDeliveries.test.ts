import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { storedDeliveries, withoutRepeats, type Delivery } from '../../../../nodes/shared/api/webhooks/repeatedDeliveries';
import type { WebhookEvent } from '../../../../nodes/shared/api/webhooks/webhookEvent';

const MINUTE = 60_000;
const START = 1_795_000_000_000;

/** Deliveries to one webhook, one after the other. */
class Receiver {
	known: Delivery[] = [];
	constructor(
		private readonly event: WebhookEvent['event'] = 'update',
		private readonly hook = 'h1',
	) {}

	/** @returns the events, as "status" or "status again", with their ids */
	take(minute: number, items: JsonObject[], hook = this.hook) {
		const { events, known } = withoutRepeats({ hook, event: this.event, items, at: START + minute * MINUTE }, this.known);
		this.known = JSON.parse(JSON.stringify(known)) as Delivery[];
		return {
			told: events.map(({ item, repeat }) => `${String(item.status ?? item.id)}${repeat ? ' again' : ''}`),
			ids: events.map(({ eventId }) => eventId),
		};
	}

	/** The last answer came late. */
	late(): void {
		this.known = this.known.map((delivery, index) => ({ ...delivery, late: delivery.late || index === this.known.length - 1 }));
	}
}

const status = (value: string): JsonObject => ({ id: 'a1', status: value });
const [A, B, C] = [status('A'), status('B'), status('C')];

test('events have ids of their own, equal items too', () => {
	const { told, ids } = new Receiver().take(0, [A, B, A]);
	expect(told).toEqual(['A', 'B', 'A']);
	expect(new Set(ids).size).toBe(3);
});

test.each([
	[2, ['A']],
	[8, ['A']],
	[10, ['A again']],
	[12, ['A again']],
	[22, ['A again']],
	[35, ['A again']],
	[44, ['A again']],
	[46, ['A']],
	[120, ['A']],
])('an equal delivery after %d minutes', (minute, told) => {
	const receiver = new Receiver();
	const first = receiver.take(0, [A]);
	const second = receiver.take(minute, [A]);
	expect(second.told).toEqual(told);
	expect(second.ids[0] === first.ids[0]).toBe(told[0] === 'A again');
});

test('after a late answer the repetition starts nothing, at each attempt', () => {
	const receiver = new Receiver();
	receiver.take(0, [A, B]);
	receiver.late();
	expect([10, 20, 30].map((minute) => receiver.take(minute, [A, B]).told)).toEqual([[], [], []]);
});

test('a repetition comes together with what happened since', () => {
	const receiver = new Receiver();
	receiver.take(0, [A, B]);
	receiver.late();
	const { told, ids } = receiver.take(10, [A, B, C]);
	expect(told).toEqual(['C']);
	receiver.late();
	// Now all three are repeated, and something new follows.
	expect(receiver.take(20, [A, B, C, A]).told).toEqual(['A']);
	expect(ids).toHaveLength(1);
});

test('a change to and fro is no repetition unless the whole delivery comes again', () => {
	const receiver = new Receiver();
	receiver.take(0, [A, B]);
	expect(receiver.take(10, [A]).told).toEqual(['A']);
	expect(receiver.take(11, [B, A, B]).told).toEqual(['B', 'A', 'B'].map((name, index) => (index < 2 ? `${name} again` : name)));
});

test('a record is created once, so its creation is told once, whenever it comes again within an hour', () => {
	const receiver = new Receiver('create');
	receiver.take(0, [A]);
	expect([1, 10, 59].map((minute) => receiver.take(minute, [A]).told)).toEqual([[], [], []]);
	expect(receiver.take(61, [A]).told).toEqual(['A']);
});

test('another webhook repeats nothing', () => {
	const receiver = new Receiver();
	receiver.take(0, [A]);
	expect(receiver.take(10, [A], 'h2').told).toEqual(['A']);
});

test('what is kept is bounded, and the newest is kept', () => {
	const receiver = new Receiver();
	const batch = (seed: number) => Array.from({ length: 50 }, (_, index) => ({ id: `${seed}-${index}` }));
	for (let seed = 0; seed < 100; seed++) receiver.take(seed / 100, batch(seed));
	expect(receiver.known.flatMap(({ items }) => items).length).toBeLessThanOrEqual(1_000);
	expect(JSON.stringify(receiver.known).length).toBeLessThan(25_000);
	expect(receiver.take(11, batch(99)).told[0]).toMatch(/again$/);
	for (let seed = 0; seed < 500; seed++) receiver.take(12, [{ id: `single ${seed}` }]);
	expect(receiver.known.length).toBeLessThanOrEqual(200);
	receiver.take(100, [A]);
	expect(receiver.known).toHaveLength(1);
});

test.each([undefined, null, 'x', {}, [1, null, { hook: 'h' }]])('%j in the static data is nothing', (value) => {
	expect(storedDeliveries(value)).toEqual([]);
});
