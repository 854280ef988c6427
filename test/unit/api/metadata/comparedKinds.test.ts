import { comparedKinds } from '../../../../nodes/shared/api/metadata/comparedKinds';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';

const fields: Record<string, JsonObject> = {
	Contact: {
		name: { type: 'personName' },
		accountType: { type: 'foreign', link: 'account', field: 'type' },
		accountSince: { type: 'foreign', link: 'account', field: 'createdAt' },
		accountOdd: { type: 'foreign', link: 'account', field: 'gone' },
		secret: { type: 'foreign', link: 'hidden', field: 'name' },
		broken: { type: 'foreign' },
		accounts: { type: 'linkMultiple', columns: { role: 'contactRole' } },
		papers: { type: 'attachmentMultiple' },
		parent: { type: 'linkParent' },
		details: { type: 'jsonObject' },
	},
	Account: { type: { type: 'enum' }, createdAt: { type: 'datetime' } },
};
const links: JsonObject = { account: { type: 'belongsTo', entity: 'Account' } };

function asked() {
	const requests: string[] = [];
	const other = {
		link: async (type: string, link: string) => {
			requests.push(`${type}.${link}`);
			return await Promise.resolve((links[link] ?? {}) as JsonObject);
		},
		fieldsOf: async (type: string) => {
			requests.push(type);
			return await Promise.resolve(fields[type] ?? {});
		},
	};
	return { requests, kinds: async (...compared: string[]) => await comparedKinds('Contact', compared, other) };
}

test.each([
	['accountType', 'enum'],
	['accountSince', 'dateTime'],
	// What can't be found out is left to EspoCRM.
	['accountOdd', 'json'],
	['secret', 'json'],
	['broken', 'json'],
	['accountsIds', 'idList'],
	['accountsNames', 'idList'],
	['accountsColumns', 'idList'],
	['papersTypes', 'idList'],
	['parentName', 'object'],
	['parentId', 'id'],
	['details', 'object'],
])('%s is %s', async (attribute, kind) => expect((await asked().kinds(attribute)).get(attribute)).toBe(kind));

test('another type is looked up only for what is compared', async () => {
	const { requests, kinds } = asked();
	expect((await kinds('name')).get('accountType')).toBe('json');
	expect(requests).toEqual(['Contact']);
});
