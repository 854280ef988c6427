import { NodeApiError, NodeOperationError, type IExecuteFunctions, type INode } from 'n8n-workflow';

import { EspoError, type EspoErrorDetails } from '../../../../nodes/shared/api/client/EspoError';
import type { Metadata } from '../../../../nodes/shared/api/metadata/Metadata';
import { InvalidInput } from '../../../../nodes/shared/api/values/InvalidInput';
import { addHints } from '../../../../nodes/shared/n8n/messages/addHints';
import { fieldTexts, nodeError, type ErrorPlace } from '../../../../nodes/shared/n8n/messages/nodeError';

const node = { name: 'EspoCRM', type: 'espoCrm' } as INode;
const espo = (details: Partial<EspoErrorDetails>) =>
	new EspoError({ kind: 'invalid', status: 400, request: { method: 'GET', path: ['Account', 'a'] }, ...details });
const shown = (error: unknown, place: Partial<ErrorPlace> = {}) => nodeError(error, { node, ...place });

describe('what was entered wrong', () => {
	test.each<[title: string, hint: string | undefined, place: Partial<ErrorPlace>, message: string, description: string | undefined]>([
		['says what to do', 'Enter one.', {}, 'It is empty', 'Enter one.'],
		['may say nothing more', undefined, {}, 'It is empty', undefined],
		[
			'says what was done besides',
			'Enter one.',
			{ note: 'Items 1 and 2 were done.' },
			'It is empty',
			'Enter one. Items 1 and 2 were done.',
		],
		['says all in the message where there is no more', 'Enter one.', { isMessageOnly: true }, 'It is empty. Enter one.', undefined],
		['needs no full stop without more', undefined, { isMessageOnly: true }, 'It is empty', undefined],
	])('%s', (_title, hint, place, message, description) => {
		const error = shown(new InvalidInput('Field', 'It is empty', hint), { itemIndex: 3, ...place });
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message, description, messages: [], context: { itemIndex: 3 } });
	});

	test.each(['Really?', 'No!', 'No.'])('the end of a sentence is there once: %s', (message) => {
		const error = shown(new InvalidInput('Field', message, 'Enter one.'), { isMessageOnly: true });
		expect(error.message).toBe(`${message.slice(0, -1)}. Enter one.`);
	});

	test('a name that is like a code of n8n’s stays', () => {
		const error = shown(new InvalidInput('Field', 'EACCES Ltd. is wrong', 'Use ENOENT Inc.'));
		expect(error).toMatchObject({ message: 'EACCES Ltd. is wrong', description: 'Use ENOENT Inc.' });
	});
});

describe('what is known to n8n already', () => {
	test('keeps its place, and says what was done besides', () => {
		const known = new NodeOperationError(node, 'Odd', { description: 'Do this.', itemIndex: 1 });
		const error = shown(known, { itemIndex: 5, note: 'Item 1 was done.' });
		expect(error).toBe(known);
		expect(error).toMatchObject({ message: 'Odd', description: 'Do this. Item 1 was done.', context: { itemIndex: 1 } });
	});

	test('gets a place where it has none', () => {
		expect(shown(new NodeOperationError(node, 'Odd'), { itemIndex: 5 }).context.itemIndex).toBe(5);
		expect(shown(new NodeOperationError(node, 'Odd')).context.itemIndex).toBeUndefined();
		expect(shown(new NodeApiError(node, { message: 'Odd' }), { itemIndex: 0 }).context.itemIndex).toBe(0);
	});
});

describe('anything else', () => {
	test.each<[thrown: unknown, place: Partial<ErrorPlace>, message: string, description: string | undefined]>([
		[new Error('ECONNREFUSED Ltd.'), {}, 'ECONNREFUSED Ltd.', undefined],
		['text', {}, 'text', undefined],
		[undefined, {}, 'undefined', undefined],
		[new Error('Odd'), { note: 'Item 1 was done.' }, 'Odd', 'Item 1 was done.'],
		['Odd', { note: 'Item 1 was done.', isMessageOnly: true }, 'Odd. Item 1 was done.', undefined],
	])('%p is told as it is', (thrown, place, message, description) => {
		const error = shown(thrown, { itemIndex: 2, ...place });
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({ message, description, context: { itemIndex: 2 } });
	});
});

describe('a refusal of EspoCRM', () => {
	test.each<[details: Partial<EspoErrorDetails>, failure: object | undefined]>([
		[{ kind: 'denied', status: 401 }, { cause: 'credential-invalid' }],
		[{ kind: 'forbidden', status: 403 }, { cause: 'configuration-invalid' }],
		[{ kind: 'notFound', status: 404 }, { cause: 'configuration-invalid' }],
		[{ kind: 'redirect', status: 302 }, { cause: 'configuration-invalid' }],
		[
			{ kind: 'throttled', status: 429, retryAfterMs: 5000 },
			{ cause: 'rate-limited', retryAfterMs: 5000 },
		],
		[{ kind: 'throttled', status: 429 }, { cause: 'rate-limited' }],
		[{ kind: 'unavailable', status: 503 }, { cause: 'temporarily-unavailable' }],
		[{ kind: 'unreachable', status: undefined }, { cause: 'temporarily-unavailable' }],
		[{ kind: 'noAnswer', status: undefined }, { cause: 'temporarily-unavailable' }],
		[{ kind: 'lockedOut', status: 403 }, { cause: 'temporarily-unavailable' }],
		[{ kind: 'invalid', status: 400 }, undefined],
	])('%j tells n8n why: %j', (details, failure) => {
		const error = shown(espo(details), { itemIndex: 4 }) as NodeApiError & { failure?: object };
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.httpCode).toBe(details.status === undefined ? null : String(details.status));
		expect(error.context.itemIndex).toBe(4);
		expect(error.failure).toEqual(failure);
	});

	test.each<[title: string, details: Partial<EspoErrorDetails>, isNeeds: boolean]>([
		['a right', { kind: 'forbidden', status: 403, reason: 'No read access.' }, true],
		['no reason', { kind: 'forbidden', status: 403 }, true],
		['an address that is not there', { kind: 'notFound', status: 404, reason: 'Controller Foo does not exist.' }, true],
		['an action that is not there', { kind: 'notFound', status: 404, reason: 'Action foo does not exist.' }, true],
		['a foreign page', { kind: 'notEspo', status: 404, body: '<html>' }, true],
		['a record that is not there', { kind: 'notFound', status: 404, reason: 'Record does not exist.' }, false],
		['words around a right', { kind: 'forbidden', status: 403, reason: 'Sorry. No read access. Ask.' }, false],
		['wrong input', { kind: 'invalid', status: 400, reason: '' }, false],
		['a success that is no answer of EspoCRM', { kind: 'notEspo', status: 200, request: { method: 'POST', path: ['A'] } }, false],
		['a page with a reason', { kind: 'notEspo', status: 404, reason: 'x' }, false],
	])('what the operation needs is said of %s: %#', (_title, details, isNeeds) => {
		const description = shown(espo(details), { needs: 'It needs 9.0.', note: 'Item 1 was done.' }).description ?? '';
		expect(description.startsWith('It needs 9.0.')).toBe(isNeeds);
		expect(description.endsWith('Item 1 was done.')).toBe(true);
		expect(shown(espo(details)).description).not.toContain('It needs');
	});

	test('is in our words, though it holds a code of n8n’s', () => {
		const error = shown(espo({ reason: 'ENOENT Ltd. is wrong.' }), { isMessageOnly: true, note: 'Item 1 was done.' });
		expect(error.message).toContain('ENOENT Ltd. is wrong');
		expect(error.message).toMatch(/Item 1 was done\.$/);
		expect(error.messages).toEqual([]);
	});
});

describe('what a refusal says of a field', () => {
	const labels = { field: () => 'Stage' };
	const options = [{ value: 'New', label: 'New' }];
	const known = (kinds: Record<string, string> = {}) => {
		const asked: string[] = [];
		const metadata = {
			options: async (...of: string[]) => await Promise.resolve((asked.push(`options ${of.join('.')}`), options)),
			attributeKinds: async () => await Promise.resolve(new Map(Object.entries(kinds))),
			pattern: async (...of: string[]) => await Promise.resolve((asked.push(`pattern ${of.join('.')}`), '[a-z]+')),
			labels: async () => await Promise.resolve(labels),
		} as unknown as Metadata;
		return { metadata, asked };
	};
	const broken = (field: string, type: string) =>
		espo({ reason: `Validation failure; entityType: Account, field: ${field}, type: ${type}.` });

	test.each<[field: string, rule: string, kinds: Record<string, string>, texts: object, asked: string[]]>([
		['stage', 'valid', {}, { options, isLink: false, example: undefined, pattern: undefined }, ['options Account.stage']],
		['amount', 'validCurrency', {}, { options }, ['options Account.amountCurrency']],
		['when', 'valid', { when: 'date' }, { options, example: expect.stringMatching(/\d{4}-\d\d-\d\d/) as string }, ['options Account.when']],
		['when', 'maxLength', { when: 'date' }, { options: undefined, example: undefined }, []],
		['phoneNumber', 'maxLength', {}, { example: expect.stringContaining('+31') as string }, []],
		['code', 'pattern', {}, { pattern: '[a-z]+', options: undefined }, ['pattern Account.code']],
		['account', 'required', { accountId: 'id' }, { isLink: true }, []],
		['contacts', 'required', { contactsIds: 'idList' }, { isLink: true }, []],
		['name', 'required', { name: 'text', nameIdOf: 'id' }, { isLink: false }, []],
	])('%s, %s', async (field, rule, kinds, texts, asked) => {
		const { metadata, asked: requests } = known(kinds);
		expect(await fieldTexts(broken(field, rule), metadata)).toMatchObject({ labels, ...texts });
		expect(requests).toEqual(asked);
	});

	test('is asked for only where it names a field, and may fail', async () => {
		const failing = { attributeKinds: async () => await Promise.reject(new Error('x')) } as unknown as Metadata;
		for (const error of [new Error('x'), espo({ reason: 'Bad.' })]) expect(await fieldTexts(error, known().metadata)).toBeUndefined();
		expect(await fieldTexts(broken('name', 'required'), failing)).toBeUndefined();
	});

	test('is shown', () => {
		const texts = { labels: labels as never, options };
		expect(nodeError(broken('stage', 'valid'), { node }, texts)).toMatchObject({
			message: '“Stage” is not set to one of the allowed values',
			description: expect.stringContaining('Allowed values: New.') as string,
		});
	});
});

describe('hints', () => {
	const added = (texts: string[]) => {
		const hints: unknown[][] = [];
		addHints({ addExecutionHints: (...all: unknown[]) => void hints.push(all) } as unknown as IExecuteFunctions, texts);
		return hints;
	};
	const hint = (message: string) => ({ message, type: 'warning', location: 'outputPane' });

	test.each<[texts: string[], shown: string[]]>([
		[['a'], ['a']],
		[
			['a', 'b', 'c', 'd', 'e'],
			['a', 'b', 'c', 'd', 'e'],
		],
		[
			['a', 'b', 'c', 'd', 'e', 'f', 'g'],
			['a', 'b', 'c', 'd', 'e', '2 more hints like these.'],
		],
	])('%j', (texts, all) => expect(added(texts)).toEqual([all.map(hint)]));

	test('none, or a host that shows none', () => {
		expect(added([])).toEqual([]);
		expect(() => addHints({} as unknown as IExecuteFunctions, ['a'])).not.toThrow();
	});
});
