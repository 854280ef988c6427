import { isFromEspo } from '../../../../nodes/shared/api/login/refusalSource';

const REASON = { 'x-status-reason': '' };
const TRANSLATED = { messageTranslation: { label: 'x' } };
const challenge = (text: string) => ({ 'www-authenticate': text });

test.each<[status: number, headers: Record<string, string>, body: unknown, own: boolean]>([
	// Its own words.
	[401, REASON, '', true],
	[403, REASON, '<html>', true],
	[418, REASON, '', true],
	[401, { ...REASON, ...challenge('Basic realm=""') }, '', true],
	[401, challenge(' basic realm="" '), '', true],
	[401, {}, TRANSLATED, true],
	[403, {}, TRANSLATED, true],
	[401, {}, '', true],
	[403, {}, '', true],
	[404, {}, '', true],
	[405, {}, '', true],
	[409, {}, [{ id: '1' }], true],
	[409, {}, { versionNumber: 1 }, true],
	[400, {}, '', true],
	[500, {}, '', true],
	[500, {}, {}, true],
	// A log-in that it does not ask for, whatever else is in the answer.
	[401, { ...REASON, ...challenge('Basic realm="Staging"') }, '', false],
	[401, challenge('Bearer'), '', false],
	[401, challenge('Bearer, Basic realm=""'), '', false],
	[401, challenge('Basic realm="", charset="UTF-8"'), '', false],
	// JSON of something else.
	[401, {}, { error: 'x' }, false],
	[403, {}, { error: 'x' }, false],
	[401, {}, {}, false],
	// Statuses that it does not give.
	[402, {}, '', false],
	[406, {}, '', false],
	[413, {}, {}, false],
	[499, {}, [], false],
	// Pages and texts.
	[401, {}, '<html>', false],
	[403, {}, 'Forbidden', false],
	[404, {}, 'Not Found', false],
	[500, {}, 'Oops', false],
	[500, {}, null, false],
	[400, {}, 5, false],
])('%d with %j and %j', (status, headers, body, own) => expect(isFromEspo({ status, headers, body })).toBe(own));

test('a challenge counts only with the status that it belongs to', () =>
	expect(isFromEspo({ status: 403, headers: challenge('Basic realm="Staging"'), body: '' })).toBe(true));
