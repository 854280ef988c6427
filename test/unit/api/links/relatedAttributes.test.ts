import { isCutShort, knownRelatedAttributes, relatedAttributes } from '../../../../nodes/shared/api/links/relatedAttributes';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';
import { describedServer } from '../../model/describedServer';

const document = {
	entityDefs: {
		Account: {
			fields: { name: { type: 'varchar' } },
			links: {
				contacts: { type: 'hasMany', entity: 'Contact', foreign: 'accounts' },
				plain: { type: 'hasMany', entity: 'Contact' },
				parent: { type: 'belongsToParent' },
				hidden: { type: 'hasMany', entity: 'Hidden' },
			},
		},
		Contact: {
			fields: {
				name: { type: 'varchar' },
				teams: { type: 'linkMultiple', columns: { role: 'r' } },
				papers: { type: 'attachmentMultiple' },
				emailAddress: { type: 'email' },
				account: { type: 'link' },
				bigData: { type: 'varchar' },
				shippedTypes: { type: 'varchar' },
			},
			links: {
				accounts: { entity: 'Account', columnAttributeMap: { role: 'accountRole', isInactive: 'accountIsInactive', name: 'name' } },
			},
		},
	},
};

test.each<[rows: JsonObject[], cut: boolean]>([
	[[], false],
	[[{ id: 'a' }], true],
	[[{ id: 'a' }, { id: 'b', emailAddress: 'x' }], true],
	[[{ id: 'a' }, { id: 'b', name: null }], false],
	[[{ id: 'a', deleted: false }], false],
])('a list of %j was cut short: %s', (rows, cut) => expect(isCutShort(rows)).toBe(cut));

const OWN = [
	'deleted',
	'name',
	'emailAddress',
	'emailAddressIsOptedOut',
	'emailAddressIsInvalid',
	'accountId',
	'accountName',
	'bigData',
	'shippedTypes',
];

test.each([
	['contacts', [...OWN, 'accountRole', 'accountIsInactive']],
	['plain', OWN],
	['parent', []],
])('lists of %s show what lists show, and the columns of the relation: %j', async (link, attributes) =>
	expect(await relatedAttributes(describedServer({ metadata: document }).metadata, 'Account', link)).toEqual(attributes),
);

test.each(['nosuch', 'hidden'])(
	'the link %s gave rows, so that a look-up which finds nothing of it has failed',
	async (link) =>
		await expect(relatedAttributes(describedServer({ metadata: document }).metadata, 'Account', link)).rejects.toMatchObject({
			kind: 'notEspo',
		}),
);

test('it is looked up once in a run, for each link', async () => {
	const { metadata, requests } = describedServer({ metadata: document });
	expect(knownRelatedAttributes(metadata, 'Account', 'contacts')).toBeUndefined();
	const found = await relatedAttributes(metadata, 'Account', 'contacts');
	const { length } = requests;
	expect(await relatedAttributes(metadata, 'Account', 'contacts')).toBe(found);
	expect(await knownRelatedAttributes(metadata, 'Account', 'contacts')).toBe(found);
	expect(requests).toHaveLength(length);
	expect(knownRelatedAttributes(metadata, 'Account', 'plain')).toBeUndefined();
	expect(knownRelatedAttributes(metadata, 'Contact', 'contacts')).toBeUndefined();
	expect(knownRelatedAttributes(describedServer({}).metadata, 'Account', 'contacts')).toBeUndefined();
	await relatedAttributes(metadata, 'Account', 'plain');
	expect(await knownRelatedAttributes(metadata, 'Account', 'contacts')).toBe(found);
});
