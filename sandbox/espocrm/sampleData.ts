import type { Espo } from './Espo';
import type { JsonObject } from './Json';
import { sandboxUsers, type SandboxUser } from './sandboxUsers';
import { insertRecord } from './records/saveRecord';
import { relate } from './relations/relate';
import { cleanInput } from './records/cleanInput';

export function sampleData(espo: Espo, records: boolean): void {
	const now = espo.now();
	for (const user of Object.values(sandboxUsers) as SandboxUser[]) {
		const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
		espo.store.insert('User', {
			id: user.id, deleted: false, name, userName: user.userName, firstName: user.firstName ?? null, lastName: user.lastName, type: user.type, isActive: user.isActive,
			createdAt: now, modifiedAt: now, emailAddressData: [], phoneNumberData: [],
		});
	}
	const author = { espo, user: sandboxUsers.regular };
	const add = (entityType: string, values: JsonObject) => insertRecord(author, entityType, cleanInput(espo, entityType, values));
	const teams = ['Sales', 'Support'].map((name) => add('Team', { name }));
	relate({ espo, entityType: 'User', id: sandboxUsers.full.id, link: 'teams', foreignId: teams[0] ?? '' });
	if (!records) return;

	const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
	const staff = [sandboxUsers.regular.id, sandboxUsers.colleague.id];
	const companies = ['Nordlicht Energie', 'Acme Robotics', 'Blue Harbor Shipping', 'Cedar Health', 'Delta Schools', 'Evergreen Farms', 'Fjord Consulting', 'Granite Builders', 'Helix Labs', 'Iris Optics'];
	const people = ['Ada Moreau', 'Ben Okafor', 'Clara Weiss', 'Dan Ito', 'Eva Novak', 'Finn Larsen', 'Gina Rossi', 'Hugo Blanc', 'Ines Costa', 'Jan Kowal', 'Kira Sato', 'Liam Byrne', 'Mona Haddad', 'Nils Ek', 'Olga Petrova'];
	const split = (name: string) => ({ firstName: name.split(' ')[0] ?? '', lastName: name.split(' ')[1] ?? '' });
	const mail = (name: string) => `${name.toLowerCase().replace(/\W+/g, '.')}@example.com`;
	const accounts = companies.map((name, at) => add('Account', {
		name, type: pick(['Customer', 'Partner', 'Investor'], at), industry: pick(['Energy', 'Technology', 'Transportation', 'Healthcare', 'Education'], at), emailAddress: mail(name),
		billingAddressCity: pick(['Oslo', 'Lyon', 'Graz'], at), phoneNumber: `+4712345${at}00`, ...(at % 3 > 0 && { assignedUserId: pick(staff, at) }), ...(at < 4 && { teamsIds: [pick(teams, at)] }),
	}));
	const contacts = people.map((name, at) => add('Contact', { ...split(name), emailAddress: mail(name), accountId: pick(accounts, at), ...(at % 4 === 0 && { addressCity: 'Oslo' }) }));
	['Paul Reed', 'Rosa Diaz', 'Sam Hall', 'Tess Vik'].forEach((name, at) => add('Lead', { ...split(name), emailAddress: mail(name), status: pick(['New', 'Assigned'], at), accountName: `${name} Ltd.` }));
	const opportunities = ['Solar roof', 'Robot arm', 'Charter', 'Clinic software', 'School tablets'].map((name, at) => add('Opportunity', {
		name, amount: 1000 * (at + 1), closeDate: `2026-1${at % 3}-15`, stage: pick(['Prospecting', 'Proposal', 'Closed Won'], at), accountId: pick(accounts, at),
		contactsIds: [pick(contacts, at)], contactsColumns: { [pick(contacts, at)]: { role: 'Decision Maker' } }, assignedUserId: pick(staff, at),
	}));
	['Invoice unclear', 'Login fails', 'Late delivery'].forEach((name, at) => add('Case', { name, accountId: pick(accounts, at), contactsIds: [pick(contacts, at)], priority: pick(['Normal', 'High'], at) }));
	['Send offer', 'Call back', 'Prepare demo'].forEach((name, at) => add('Task', { name, assignedUserId: pick(staff, at), parentType: 'Opportunity', parentId: pick(opportunities, at), dateEnd: '2026-12-01 16:00:00' }));
	['Kick-off', 'Review'].forEach((name, at) => add('Meeting', { name, assignedUserId: pick(staff, at), parentType: 'Account', parentId: pick(accounts, at), dateStart: '2026-12-03 09:00:00', dateEnd: '2026-12-03 10:00:00', contactsIds: [pick(contacts, at)] }));
	add('Call', { name: 'First call', assignedUserId: staff[0] ?? '', dateStart: '2026-12-04 09:00:00', dateEnd: '2026-12-04 09:30:00', leadsIds: [] });
	['Price list', 'Contract'].forEach((name, at) => add('Document', { name, publishDate: '2026-11-01', accountsIds: [pick(accounts, at)] }));
	add('TargetList', { name: 'Newsletter' });
	['Warehouse', 'Website', 'Audit'].forEach((name, at) => add(espo.version10 ? 'CProject' : 'Project', {
		name, code: `P-${at}`, progress: 10 * at, budget: 5000, tags: ['Alpha'], startDate: '2026-11-02', kickoffAt: '2026-11-02 08:00:00', accountId: pick(accounts, at), contactsIds: [pick(contacts, at)],
	}));
}
