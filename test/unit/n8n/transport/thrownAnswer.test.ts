import { NodeOperationError, type INode } from 'n8n-workflow';

import { NoResponse } from '../../../../nodes/shared/api/request/Send';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import type { RequestContext } from '../../../../nodes/shared/n8n/transport/RequestContext';
import { thrownAnswer } from '../../../../nodes/shared/n8n/transport/thrownAnswer';

const node = { name: 'EspoCRM' } as INode;
const context = { getNode: () => node } as RequestContext;
/** As n8n wraps what its HTTP library threw. */
const wrapped = (message: string, cause: unknown = {}, more: object = {}) => Object.assign(new Error(message), { cause, ...more });
const ofLibrary = (message: string, more: object = {}) => Object.assign(new Error(message), more);
const answered = (status: number) => ({ status, headers: { 'X-Status-Reason': 'No' }, data: '{"a":1}' });

function thrown(error: unknown): unknown {
	try {
		return thrownAnswer(context, error);
	} catch (failure) {
		return failure;
	}
}

describe('an answer that was thrown is an answer', () => {
	const whole = { status: 403, headers: { 'x-status-reason': 'No' }, body: { a: 1 } };
	test.each([
		['by the library', { response: answered(403) }],
		['wrapped once', wrapped('x', { response: answered(403) })],
		['wrapped twice', wrapped('x', wrapped('y', { response: answered(403) }))],
	])('%s', (_title, error) => expect(thrown(error)).toEqual(whole));

	test('from 300 on: a success that was thrown is one that broke off', () => {
		expect(thrown({ response: answered(300) })).toMatchObject({ status: 300 });
		expect(thrown(wrapped('aborted', ofLibrary('aborted', { code: 'ECONNRESET', response: answered(299) })))).toBeInstanceOf(NoResponse);
		expect(thrown(wrapped('x', ofLibrary('aborted', { code: 'ECONNRESET', response: answered(200) }), { httpCode: '404' }))).toBeInstanceOf(
			NoResponse,
		);
	});
});

describe('of which older n8n kept the status only', () => {
	test('it is said that the rest is lost', () => {
		expect(thrown({ httpCode: '404', message: 'Not there' })).toEqual({ status: 404, headers: {}, body: '', isCutDown: true });
		expect(thrown({ httpCode: '200', message: 'fine' })).toBeInstanceOf(NodeOperationError);
	});

	test('our own texts are known again', () => {
		expect(thrown({ httpCode: '401', messages: ['EspoCRM refused the API key'], message: 'Unauthorized' })).toMatchObject({
			status: 401,
			body: 'EspoCRM refused the API key',
		});
		expect(thrown({ httpCode: '401', message: 'Unauthorized' })).toMatchObject({ body: '' });
		expect(thrown({ httpCode: '403', message: 'EspoCRM refused it' })).toMatchObject({ body: '' });
		expect(thrown({ httpCode: '302', message: 'It redirects to another address (https://b.example/x)' })).toMatchObject({
			headers: { location: 'https://b.example/x' },
		});
		expect(thrown({ httpCode: '403', message: 'Something in front of EspoCRM says no' })).toMatchObject({
			body: 'Something in front of EspoCRM says no',
		});
	});
});

describe('without an answer', () => {
	test.each<[message: string, code: string | undefined, more: object, processed: boolean | undefined]>([
		['connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED', { syscall: 'connect' }, false],
		['getaddrinfo ENOTFOUND nowhere', 'ENOTFOUND', { syscall: 'getaddrinfo' }, false],
		['getaddrinfo EAI_AGAIN nowhere', 'EAI_AGAIN', {}, false],
		['connect EHOSTUNREACH 10.0.0.1', 'EHOSTUNREACH', {}, false],
		['no way', 'ENETUNREACH', {}, false],
		['read EHOSTUNREACH', 'EHOSTUNREACH', { syscall: 'read' }, undefined],
		['broken', 'EHOSTUNREACH', { syscall: 'read' }, undefined],
		['broken', 'EHOSTUNREACH', { syscall: 'reconnect' }, undefined],
		['read EHOSTUNREACH', 'EHOSTUNREACH', { syscall: 'connect' }, false],
		['connect EHOSTUNREACH', 'EHOSTUNREACH', { syscall: 5 }, false],
		['EspoCRM could not be reached for the log-in: no answer', undefined, {}, false],
		['tunneling socket could not be established', 'ECONNREFUSED', {}, false],
		['write ENETUNREACH', 'ENETUNREACH', {}, undefined],
		['read ECONNRESET', 'ECONNRESET', {}, undefined],
		['socket hang up', undefined, {}, undefined],
		['timeout of 5 ms exceeded', 'ECONNABORTED', {}, undefined],
		['incorrect header check', 'Z_DATA_ERROR', {}, undefined],
		['incorrect header check', undefined, {}, undefined],
		['invalid block type', undefined, {}, undefined],
		['unexpected end of file', undefined, {}, undefined],
		['Parse Error', 'HPE_INVALID_CONSTANT', {}, undefined],
		['decompression failed', 'ERR__BROTLI_DECODER_ERROR', {}, undefined],
		['closed', 'ERR_STREAM_PREMATURE_CLOSE', {}, undefined],
		['self-signed certificate', undefined, {}, false],
	])('%s (%s, %j)', (message, code, more, processed) => {
		for (const error of [ofLibrary(message, { code, ...more }), wrapped('Something went wrong', ofLibrary(message, { code, ...more }))]) {
			const failure = thrown(error);
			expect(failure).toBeInstanceOf(NoResponse);
			expect(failure).toMatchObject({ message: expect.stringContaining(message) as unknown });
			expect((failure as { processed?: boolean }).processed === false).toBe(processed === false);
		}
	});

	test('older n8n keeps the code as that of HTTP', () => {
		expect(thrown({ httpCode: 'ECONNRESET', message: 'The connection was broken' })).toMatchObject({ code: 'ECONNRESET' });
		expect(thrown({ httpCode: '', message: 'Something else' })).toBeInstanceOf(NodeOperationError);
	});

	test('what is known already stays', () => {
		const late = new NoResponse('too late', 'ETIMEDOUT');
		expect(thrown(late)).toBe(late);
		const refusal = new InvalidInput('URL', 'This is no address', 'Enter one.');
		expect(thrown(refusal)).toBe(refusal);
		expect(thrown(wrapped('x', refusal))).toBe(refusal);
		expect(thrown(wrapped('x', wrapped('y', refusal)))).toBe(refusal);
	});

	test('anything else is told as it is', () => {
		expect(thrown(new Error('Odd'))).toMatchObject({ name: 'NodeOperationError', message: 'Odd' });
		expect(thrown('Odd')).toMatchObject({ message: 'Odd' });
		expect(thrown(undefined)).toBeInstanceOf(NodeOperationError);
	});
});
