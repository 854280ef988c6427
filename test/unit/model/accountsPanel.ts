import type { INodeParameters, INodeType } from 'n8n-workflow';

import { locator } from '../../harness/locator';
import { openPanel } from './openPanel';
import { panelServer } from './panelServer';

const FIELDS = {
	name: { type: 'varchar', required: true, audited: true },
	code: { type: 'varchar', readOnly: true },
	city: { type: 'varchar', orderDisabled: true },
	about: { type: 'text' },
	emailAddress: { type: 'email' },
	phoneNumber: { type: 'phone' },
	amount: { type: 'int', audited: true },
	stage: { type: 'enum', options: ['New'] },
	when: { type: 'datetime' },
	account: { type: 'link' },
	contacts: { type: 'linkMultiple', columns: { role: 'contactRole' } },
	teams: { type: 'linkMultiple' },
	parent: { type: 'linkParent', entityList: ['Account', 'Contact'] },
	logo: { type: 'image' },
	files: { type: 'attachmentMultiple' },
	createdAt: { type: 'datetime', readOnly: true },
	modifiedBy: { type: 'link', readOnly: true },
	isFollowed: { type: 'bool' },
};
const CONTACT = {
	name: { type: 'varchar' },
	userName: { type: 'varchar' },
	rank: { type: 'int' },
	born: { type: 'date' },
};
const DEFS = {
	Account: {
		fields: FIELDS,
		links: {
			account: { type: 'belongsTo', entity: 'Account' },
			contacts: {
				type: 'hasMany',
				entity: 'Contact',
				foreign: 'accounts',
				additionalColumns: { role: { type: 'varchar' }, isInactive: { type: 'bool' } },
				columnAttributeMap: { role: 'contactRole' },
			},
			teams: { type: 'hasMany', entity: 'Team' },
			parent: { type: 'belongsToParent' },
		},
	},
	Contact: {
		fields: CONTACT,
		links: {
			accounts: { type: 'hasMany', entity: 'Account', foreign: 'contacts', columnAttributeMap: { role: 'accountRole' } },
			opposite: { type: 'hasMany', entity: 'Contact' },
		},
	},
	Team: { fields: { name: { type: 'varchar' } }, links: {} },
	Email: { fields: { subject: { type: 'varchar' }, parent: { type: 'linkParent', entityList: ['Contact', 'Gone'] } }, links: {} },
};
/** Of the metadata; Accounts alone have a stream. */
export const SCOPES = Object.fromEntries(
	Object.keys(DEFS).map((type) => [type, { entity: true, object: true, stream: type === 'Account' }]),
);
const server = panelServer({
	metadata: {
		entityDefs: DEFS,
		scopes: SCOPES,
		clientDefs: { Account: { filterList: ['open'], boolFilterList: ['onlyMy'] }, Contact: { filterList: ['known'] } },
	},
	labels: {
		Global: { scopeNames: { Account: 'Company', Contact: 'Person' } },
		Account: {
			fields: { amount: 'Sum', about: 'About it', contactRole: 'Role there' },
			links: { contacts: 'People' },
			presetFilters: { open: 'Open ones' },
			boolFilters: { onlyMy: 'Mine' },
		},
		Contact: { fields: { accountRole: 'Role here', userName: 'A user', rank: 'A rank' } },
	},
	records: {
		Team: [{ id: 't2', name: 'Zoo' }, { id: 't1', name: 'Ark' }, { id: 't3' }],
		User: [
			{ id: 'u2', name: 'Zoe', userName: 'zoe' },
			{ id: 'u1', name: null, userName: 'adam' },
		],
		Account: [{ id: 'a1', name: 'Acme' }],
		Contact: [{ id: 'c1', name: 'Ann' }],
		Email: [{ id: 'e1', name: 'Hello' }],
		EmailTemplate: [{ id: 'et1', name: 'Welcome' }],
		Template: [
			{ id: 'p1', name: 'Offer', status: 'Active' },
			{ id: 'p2', name: 'Old', status: 'Inactive' },
			{ id: 'p3', name: 'From before 9.2' },
		],
		EmailFolder: [{ id: 'f1', name: 'My folder' }],
		GroupEmailFolder: [{ id: 'g1', name: 'Support' }],
	},
	user: { user: { emailAddressList: ['ann@example.com', 'sales@example.com'] } },
	settings: { availableReactions: ['Like', 'Love'] },
});

/** An EspoCRM with accounts, contacts, teams and e-mails, whose panel has what is chosen in it. */
export const accountsPanel = (parameters: INodeParameters = CHOSEN_ACCOUNT, row: INodeParameters = {}, type?: INodeType) =>
	openPanel(parameters, server, row, type);

export const CHOSEN_ACCOUNT = { entityType: locator('Account') };

/** What a drop-down of that panel offers. */
export const offeredOf = async (method: string, parameters?: INodeParameters, row?: INodeParameters) =>
	await accountsPanel(parameters, row).options(method);

/** What is chosen by them. */
export const valuesOf = (list: Array<{ value: unknown }>) => list.map(({ value }) => value);
