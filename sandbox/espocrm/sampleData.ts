import type { Espo } from './Espo';
import type { JsonObject } from './Json';
import { cleanInput } from './records/cleanInput';
import { insertRecord, relate } from './records/recordStore';
import { addSampleFiles } from './sampleFiles';
import { withCustomNames } from './schema/buildSchema';
import { sandboxUsers, type SandboxUser } from './sandboxUsers';

const { regular, colleague, full } = sandboxUsers;
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] as T;
const assigned = (at: number) => ({ assignedUserId: pick([regular.id, colleague.id], at) });
const mail = (name: string) => ({ emailAddress: `${name.toLowerCase().replace(/\W+/g, '.')}@example.com` });
const person = (name: string) => ({ firstName: name.split(' ')[0] ?? '', lastName: name.split(' ')[1] ?? '', ...mail(name) });

export function addSampleData(espo: Espo, records: boolean): void {
	const addresses = { emailAddressData: [], phoneNumberData: [], createdAt: espo.now(), modifiedAt: espo.now(), deleted: false };
	for (const { id, userName, type, isActive, firstName = null, lastName } of Object.values(sandboxUsers) as SandboxUser[]) {
		espo.store.insert('User', {
			...addresses,
			id,
			userName,
			type,
			isActive,
			firstName,
			lastName,
			name: [firstName, lastName].filter(Boolean).join(' '),
		});
	}
	const custom = (name: string) => withCustomNames(`$${name}`, espo.version10);
	const add = (entityType: string, names: string, values: (name: string, at: number) => JsonObject = (name) => ({ name })): string[] =>
		names.split(', ').map((name, at) => insertRecord({ espo, user: regular }, entityType, cleanInput(espo, entityType, values(name, at))));
	const [team = ''] = add('Team', 'Sales, Support');
	for (const { id } of [full, regular]) relate({ espo, entityType: 'User', id, link: 'teams', foreignId: team });
	if (!records) return;

	const companies =
		'Nordlicht Energie, Acme Robotics, Blue Harbor Shipping, Cedar Health, Delta Schools, Evergreen Farms, Fjord Consulting, Granite Builders, Helix Labs, Iris Optics';
	const people =
		'Ada Moreau, Ben Okafor, Clara Weiss, Dan Ito, Eva Novak, Finn Larsen, Gina Rossi, Hugo Blanc, Ines Costa, Jan Kowal, Kira Sato, Liam Byrne, Mona Haddad, Nils Ek, Olga Petrova';
	const accounts = add('Account', companies, (name, at) => ({
		name,
		type: pick(['Customer', 'Partner', 'Investor'], at),
		industry: pick(['Energy', 'Technology', 'Transportation', 'Healthcare', 'Education'], at),
		...mail(name),
		billingAddressCity: pick(['Oslo', 'Lyon', 'Graz'], at),
		phoneNumber: `+4712345${at}00`,
		...(at % 3 > 0 && assigned(at)),
	}));
	const account = (at: number) => ({ accountId: pick(accounts, at) });
	const contacts = add('Contact', people, (name, at) => ({
		...person(name),
		...account(at),
		...(at % 4 === 0 && { addressCity: 'Oslo' }),
	}));
	const contact = (at: number) => ({ contactsIds: [pick(contacts, at)] });
	add('Lead', 'Paul Reed, Rosa Diaz, Sam Hall, Tess Vik', (name, at) => ({
		...person(name),
		status: pick(['New', 'Assigned'], at),
		accountName: `${name} Ltd.`,
	}));
	const opportunities = add('Opportunity', 'Solar roof, Robot arm, Charter, Clinic software, School tablets', (name, at) => ({
		name,
		amount: 1000 * (at + 1),
		closeDate: `2026-1${at % 3}-15`,
		stage: pick(['Prospecting', 'Proposal', 'Closed Won'], at),
		probability: pick([10, 50, 100], at),
		...account(at),
		...assigned(at),
		...contact(at),
	}));
	add('Case', 'Invoice unclear, Login fails, Late delivery', (name, at) => ({
		name,
		...account(at),
		...contact(at),
		priority: pick(['Normal', 'High'], at),
	}));
	add('Task', 'Send offer, Call back, Prepare demo', (name, at) => ({
		name,
		...assigned(at),
		parentType: 'Opportunity',
		parentId: pick(opportunities, at),
		dateEnd: '2026-12-01 16:00:00',
	}));
	const event = (name: string, at: number) => ({
		name,
		...assigned(at),
		parentType: 'Account',
		parentId: pick(accounts, at),
		dateStart: '2026-12-03 09:00:00',
		dateEnd: '2026-12-03 10:00:00',
		...contact(at),
	});
	add('Meeting', 'Kick-off, Review', event);
	add('Call', 'First call', event);
	add('Document', 'Price list, Contract', (name, at) => ({ name, publishDate: '2026-11-01', accountsIds: [pick(accounts, at)] }));
	add('Email', 'Your order', (name) => ({
		...{
			name,
			from: 'anna@example.com',
			to: 'office@crm.example.com',
			cc: 'ben@example.com',
			body: '<p>Dear <b>all</b></p>',
			isHtml: true,
		},
		...{ status: 'Archived', dateSent: '2026-11-02 08:00:00' },
	}));
	addSampleFiles(espo);
	add('EmailFolder', 'Orders');
	add('EmailTemplate', 'Welcome', (name) => ({ name, subject: 'Welcome', body: '<p>Welcome</p>', isHtml: true }));
	add('TargetList', 'Newsletter');
	add(custom('Project'), 'Warehouse, Website, Audit', (name, at) => ({
		name,
		code: `P-${at}`,
		progress: 10 * at,
		budget: 5000,
		tags: ['Alpha'],
		startDate: '2026-11-02',
		kickoffAt: '2026-11-02 08:00:00',
		...account(at),
		...contact(at),
	}));
	add(custom('Specimen'), 'Amber with a gnat, Basalt column, Coral branch', (name, at) => ({
		name,
		grade: pick(['Alpha', 'Beta'], at),
		tagList: pick([['Alpha', 'Gamma'], ['Beta']], at),
		pieces: at + 1,
		foundOn: '2026-05-04',
		measuredAt: '2026-05-04 22:30:00',
		worth: 100 * (at + 1),
		originCity: 'Oslo',
		...account(at),
		...contact(at),
	}));
}
