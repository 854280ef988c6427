import { storedDeliveries } from '../../../../nodes/shared/api/webhooks/repeatedDeliveries';

const DELIVERY = { hook: 'h', at: 1, late: false, items: ['d'] };

test.each([undefined, null, '', {}, 'x', DELIVERY])('%j holds no deliveries', (stored) => expect(storedDeliveries(stored)).toEqual([]));

test.each<[object]>([[{ hook: 5 }], [{ at: '1' }], [{ late: 'no' }], [{ items: 'd' }], [{ hook: undefined }]])(
	'what was stored by something else is left out: %j',
	(other) => expect(storedDeliveries([{ ...DELIVERY, ...other }, DELIVERY, null, 'x', []])).toEqual([DELIVERY]),
);
