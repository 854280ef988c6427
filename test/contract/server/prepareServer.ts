import type { IDataObject } from 'n8n-workflow';

import { Api, type ApiRecord } from './Api';

/** Since 9.0 EspoCRM puts a C before the names of new types. */
const TYPE = 'N8nContract';
const NAME = 'n8n contract tests';
const OPTIONS = { options: ['Alpha', 'Beta', 'Gamma'] };

/** The types of fields that an administrator can make. */
const FIELDS: Record<string, IDataObject> = {
	varchar: {},
	text: {},
	wysiwyg: {},
	url: {},
	barcode: {},
	colorpicker: {},
	urlMultiple: {},
	number: { prefix: 'N-' },
	autoincrement: {},
	enum: OPTIONS,
	multiEnum: OPTIONS,
	array: OPTIONS,
	checklist: OPTIONS,
	int: {},
	float: {},
	decimal: {},
	bool: {},
	currency: {},
	date: {},
	datetime: {},
	address: {},
	file: {},
	image: {},
	attachmentMultiple: {},
};

interface Documents {
	scopes: Record<string, IDataObject>;
	fields: Record<string, IDataObject>;
	entityDefs: Record<string, { fields: IDataObject }>;
}

/**
 * Before all tests: with an administrator's log-in, makes what the suite judges and the server has not yet: a custom entity type
 * with a field of every type, a team, and a role of the API user for both. It stays, as making it takes a minute or two.
 */
export default async function prepareServer(): Promise<void> {
	const { ESPOCRM_URL: url, ESPOCRM_API_KEY: key, ESPOCRM_ADMIN_USERNAME: username, ESPOCRM_ADMIN_PASSWORD: password } = process.env;
	if (!url || !key || !username || !password) return;
	const admin = Api.byPassword(url, { username, password });
	const entityType = await prepareType(admin);
	await makeMissing(admin, 'Team', {});
	const level = { create: 'yes', read: 'all', edit: 'all', delete: 'all', stream: 'all' };
	const role = await makeMissing(admin, 'Role', { data: { [entityType]: level, Team: { read: 'all' } } });
	const { user } = (await new Api(url, { 'X-Api-Key': key }).get('App/user')) as unknown as { user: ApiRecord };
	const { rolesIds } = (await admin.get(`User/${user.id}`)) as unknown as { rolesIds: string[] };
	if (!rolesIds.includes(role)) await admin.update('User', user.id, { rolesIds: [...rolesIds, role] });
}

async function prepareType(admin: Api): Promise<string> {
	const made = await documentsOf(admin);
	if (!typeIn(made)) {
		await admin.done('POST', 'EntityManager/action/createEntity', {
			name: TYPE,
			type: 'Base',
			labelSingular: 'n8n contract',
			labelPlural: 'n8n contracts',
			stream: true,
		});
	}
	const { fields, entityDefs, ...rest } = typeIn(made) ? made : await documentsOf(admin);
	const entityType = typeIn(rest);
	if (!entityType) throw new Error(`EspoCRM made no entity type ${TYPE}`);
	for (const [type, more] of Object.entries(FIELDS)) {
		const name = `zoo${type.charAt(0).toUpperCase()}${type.slice(1)}`;
		// Older versions have fewer types of fields.
		if (!fields[type] || entityDefs[entityType]?.fields[name]) continue;
		await admin.done('POST', `Admin/fieldManager/${entityType}`, { name, type, label: name, ...more });
	}
	return entityType;
}

async function documentsOf(admin: Api): Promise<Documents> {
	return (await admin.get('Metadata')) as unknown as Documents;
}

function typeIn({ scopes }: Pick<Documents, 'scopes'>): string | undefined {
	return [TYPE, `C${TYPE}`].find((name) => scopes[name]);
}

async function makeMissing(admin: Api, entityType: string, values: IDataObject): Promise<string> {
	const { list } = await admin.list(entityType, {
		where: [{ type: 'equals', attribute: 'name', value: NAME }],
		select: ['id'],
		maxSize: 1,
	});
	return (list[0] ?? (await admin.create(entityType, { name: NAME, ...values }))).id;
}
