import { userAccess } from '../../../../nodes/shared/api/metadata/userAccess';
import type { Json } from '../../../../nodes/shared/api/values/Json';
import { describedServer } from '../../model/describedServer';

async function accessOf(user: Json) {
	const { client, cache, requests } = describedServer({ user });
	return { access: await userAccess(client, cache), cache, requests };
}

const table = { Account: { secret: { read: 'no', edit: 'no' }, price: { read: 'yes', edit: 'no' }, odd: 'no' } };

test.each([
	['Account', 'secret', false, false],
	['Account', 'price', true, false],
	['Account', 'odd', true, true],
	['Account', 'name', true, true],
	['Lead', 'secret', true, true],
])('%s.%s can be read: %s, edited: %s', async (entityType, field, read, edit) => {
	const { access } = await accessOf({ acl: { fieldTable: table } });
	expect([access.canRead(entityType, field), access.canEdit(entityType, field)]).toEqual([read, edit]);
});

test.each<Json>([
	'',
	[],
	{},
	{ acl: null, settings: null },
	{ acl: { fieldTable: [] }, settings: { currencyList: 'EUR', defaultCurrency: 7 } },
])('where EspoCRM says nothing of it (%j), everything counts as allowed', async (user) => {
	const { access } = await accessOf(user);
	expect([access.canRead('Account', 'name'), access.canEdit('Account', 'name')]).toEqual([true, true]);
	expect(access).toMatchObject({ currencies: [], defaultCurrency: undefined });
});

test('the currencies', async () =>
	expect((await accessOf({ settings: { currencyList: ['EUR', 5], defaultCurrency: 'EUR' } })).access).toMatchObject({
		currencies: ['EUR', '5'],
		defaultCurrency: 'EUR',
	}));

test('the token of the answer is not kept', async () => {
	const { cache } = await accessOf({ token: 'hidden', user: { password: 'hidden' }, acl: { fieldTable: table } });
	const kept = JSON.stringify(await Promise.all(cache.values()));
	expect(kept).toContain('price');
	expect(kept).not.toContain('hidden');
});
