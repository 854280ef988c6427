import { describedServer } from '../../model/describedServer';

const document = {
	entityDefs: {
		Account: {
			fields: {
				name: { type: 'varchar', required: true },
				role: { type: 'varchar', notStorable: true },
				kind: { type: 'enum', options: ['A', 'b'] },
				likeKind: { type: 'enum', optionsReference: 'Account.kind' },
				free: { type: 'multiEnum', options: ['A'], allowCustomOptions: true },
				closed: { type: 'multiEnum', options: ['A'], allowCustomOptions: 'yes' },
			},
		},
		Lead: { fields: { kind: { type: 'enum', options: ['A'] } } },
	},
};
const i18n = { Account: { fields: { kind: 'Sort' }, options: { kind: { A: 'Alpha' } } } };
const server = () => describedServer({ metadata: document, i18n });

test('nothing is known before it was looked up, and nothing is asked for it', async () => {
	const { metadata, requests } = server();
	expect([...(await metadata.knownFields('Account'))]).toEqual([]);
	expect([...(await metadata.knownNeeded('Account'))]).toEqual([]);
	expect([...(await metadata.knownNotStorable('Account'))]).toEqual([]);
	expect(await metadata.wrongOptions('Account', 'kind', ['x'])).toBeUndefined();
	expect(requests).toEqual([]);
});

test('afterwards it is known, without another request', async () => {
	const { metadata, requests } = server();
	await metadata.attributeKinds('Account');
	expect([...(await metadata.knownFields('Account'))]).toEqual(['name', 'role', 'kind', 'likeKind', 'free', 'closed']);
	expect([...(await metadata.knownNeeded('Account'))]).toEqual(['name']);
	expect([...(await metadata.knownNotStorable('Account'))]).toEqual(['role']);
	expect([...(await metadata.knownFields('Lead'))]).toEqual([]);
	expect(requests).toEqual(['entityDefs.Account.fields']);
});

test('what a workflow was saved with counts until the definitions are there', async () => {
	const { metadata } = server();
	metadata.rememberNotStorable('Account', ['old']);
	metadata.rememberNotStorable('Account', ['older']);
	metadata.rememberNotStorable('Lead', ['other']);
	expect([...(await metadata.knownNotStorable('Account'))]).toEqual(['old', 'older']);
	await metadata.attributeKinds('Account');
	expect([...(await metadata.knownNotStorable('Account'))]).toEqual(['role']);
});

test('a look-up that fails is none', async () => {
	const { metadata, refused } = server();
	refused.set('entityDefs.Account.fields', 500);
	const failing = metadata.attributeKinds('Account');
	const fields = metadata.knownFields('Account');
	await expect(failing).rejects.toMatchObject({ kind: 'server' });
	expect([...(await fields)]).toEqual([]);
});

describe('values that are no option', () => {
	test.each<[attribute: string, values: string[], wrong: string[] | undefined]>([
		['kind', ['A', 'b'], undefined],
		// The database compares without regard to case and to blanks at the end, but not to those before it.
		['kind', ['a  ', 'B'], undefined],
		['kind', [' A', 'x', 'x'], [' A', 'x']],
		['kind', [], undefined],
		['likeKind', ['A', 'x'], ['x']],
		['closed', ['x'], ['x']],
		['free', ['x'], undefined],
		['name', ['x'], undefined],
		['nosuch', ['x'], undefined],
	])('of %s among %j: %j', async (attribute, values, wrong) => {
		const { metadata, requests } = server();
		await metadata.attributeKinds('Account');
		expect((await metadata.wrongOptions('Account', attribute, values))?.values).toEqual(wrong);
		expect(requests).toEqual(['entityDefs.Account.fields', ...(wrong ? ['I18n'] : [])]);
	});

	test('are told with what is possible, by key and label', async () => {
		const { metadata } = server();
		await metadata.attributeKinds('Account');
		expect(await metadata.wrongOptions('Account', 'kind', ['x'])).toEqual({
			label: 'Sort',
			values: ['x'],
			possible: [
				{ value: 'A', label: 'Alpha' },
				{ value: 'b', label: 'b' },
			],
		});
	});
});
