import { EspoError, type EspoErrorDetails } from '../../../../nodes/shared/api/client/EspoError';
import { isPassing, isTooSlow } from '../../../../nodes/shared/api/client/failures';
import { retryDelay } from '../../../../nodes/shared/api/client/retryDelay';

const error = (details: Omit<EspoErrorDetails, 'request'>, method: 'GET' | 'POST' = 'POST') =>
	new EspoError({ request: { method, path: ['Account'] }, ...details });
const maintenance = { kind: 'unavailable' as const, status: 503, reason: 'Maintenance.', body: { message: 'Maintenance' } };

test.each<[details: Omit<EspoErrorDetails, 'request'>, message: string]>([
	[{ kind: 'invalid', status: 400, reason: 'Bad.' }, 'Bad.'],
	[{ kind: 'invalid', status: 400, reason: '' }, 'invalid (400)'],
	[{ kind: 'unreachable' }, 'unreachable'],
])('%j says %s', (details, message) => expect(error(details).message).toBe(message));

test.each<[details: Omit<EspoErrorDetails, 'request'>, ambiguous: boolean, isMaintenance: boolean]>([
	[{ kind: 'noAnswer' }, true, false],
	[{ kind: 'unreachable' }, false, false],
	[{ kind: 'server', status: 500 }, true, false],
	[{ kind: 'server', status: 500, reason: 'No status field' }, false, false],
	[{ kind: 'unavailable', status: 502 }, true, false],
	[maintenance, false, true],
	[{ ...maintenance, status: 502 }, true, false],
	[{ ...maintenance, reason: '' }, true, false],
	[{ ...maintenance, reason: undefined }, true, false],
	[{ ...maintenance, body: 'Maintenance' }, true, false],
	[{ ...maintenance, body: {} }, true, false],
	[{ kind: 'notEspo', status: 200 }, true, false],
	[{ kind: 'notEspo', status: 300 }, false, false],
	[{ kind: 'notEspo', status: 404 }, false, false],
	[{ kind: 'notEspo' }, false, false],
	[{ kind: 'invalid', status: 200 }, false, false],
])('%j leaves open what was done: %j', (details, ambiguous, isMaintenance) => {
	expect([error(details).ambiguous, error(details).maintenance]).toEqual([ambiguous, isMaintenance]);
	expect(error(details, 'GET').ambiguous).toBe(false);
});

test.each<[title: string, failure: unknown, passing: boolean, tooSlow: boolean]>([
	['no answer', error({ kind: 'noAnswer' }), true, true],
	['504', error({ kind: 'unavailable', status: 504 }), true, true],
	['502', error({ kind: 'unavailable', status: 502 }), true, false],
	['429', error({ kind: 'throttled', status: 429 }), true, false],
	['a lock-out', error({ kind: 'lockedOut', status: 403 }), true, false],
	['403', error({ kind: 'forbidden', status: 403 }), false, false],
	['500', error({ kind: 'server', status: 500 }), false, false],
	['another error', new Error('x'), false, false],
	['one that looks like it', Object.assign(new Error('x'), { kind: 'noAnswer', passes: true }), false, false],
])('%s', (_title, failure, passing, tooSlow) => {
	expect([isPassing(failure), isTooSlow(failure)]).toEqual([passing, tooSlow]);
});

test.each<[details: Omit<EspoErrorDetails, 'request'>, isRepeated: boolean]>([
	[{ kind: 'notEspo', status: 200, body: 'Down' }, true],
	[{ kind: 'notEspo', status: 300, body: 'Down' }, false],
	[{ kind: 'notEspo', status: 404, body: 'Down' }, false],
	[{ kind: 'notEspo', body: 'Down' }, false],
	[{ kind: 'notEspo', status: 200, body: '<html>' }, false],
	[{ kind: 'notEspo', status: 200, body: {} }, false],
])('a read that got %j is sent again: %j', (details, isRepeated) =>
	expect(retryDelay(error(details, 'GET'), 1, true, 0) !== undefined).toBe(isRepeated),
);
