import type { JsonObject } from '../Json';
import type { FieldDefs, LinkDefs } from './EntityType';

/** One entity type as it is written down here; buildSchema adds what all of them share. */
export interface Sketch {
	fields: Record<string, FieldDefs>;
	links?: Record<string, LinkDefs>;
	order?: [string, 'asc' | 'desc'];
	search?: string[];
	filters?: Record<string, JsonObject[]>;
	duplicateCheck?: string[];
	statusField?: string;
	noStream?: true;
	versioned?: true;
	custom?: true;
	massLinks?: string[];
	computed?: Record<string, string>;
}

const field = (type: string, more: Partial<FieldDefs> = {}): FieldDefs => ({ type, ...more });
const text = (maxLength: number, more: Partial<FieldDefs> = {}) => field('varchar', { maxLength, ...more });
const choice = (options: string[], more: Partial<FieldDefs> = {}) => field('enum', { options, ...more });
const one = (entity: string, foreign?: string): LinkDefs => ({ type: 'belongsTo', entity, ...(foreign && { foreign }) });
const many = (entity: string, foreign: string, more: Partial<LinkDefs> = {}): LinkDefs => ({ type: 'hasMany', entity, foreign, ...more });
const children = (entity: string, audited = true): LinkDefs => ({ type: 'hasChildren', entity, foreign: 'parent', ...(audited && { audited }) });
const where = (type: string, attribute: string, value: JsonObject[string] = null, more: JsonObject = {}) => [{ type, attribute, value, ...more }];
const columns = (column: string, attribute: string) => ({ columnAttributeMap: { [column]: attribute } });

const activities = { meetings: children('Meeting'), calls: children('Call'), tasks: children('Task', false) };
const attending = {
	meetings: (foreign: string) => many('Meeting', foreign, { audited: true, ...columns('status', 'acceptanceStatus') }),
	calls: (foreign: string) => many('Call', foreign, { audited: true, ...columns('status', 'acceptanceStatus') }),
};
const person = {
	name: field('personName'), salutationName: choice(['', 'Mr.', 'Ms.', 'Mrs.', 'Dr.']), firstName: text(100), middleName: text(100),
	lastName: text(100, { required: true }), title: text(100), emailAddress: field('email'), phoneNumber: field('phone'),
};
const parent = field('linkParent', { entityList: ['Account', 'Lead', 'Contact', 'Opportunity', 'Case'] });
const relatedAccount = { account: field('link', { readOnly: true }) };
const attendees = { columns: { status: 'acceptanceStatus' }, audited: true };
const event = (more: Record<string, FieldDefs>): Sketch => ({
	fields: {
		name: text(249, { required: true }), status: choice(['Planned', 'Held', 'Not Held'], { default: 'Planned', audited: true }),
		dateStart: field('datetimeOptional', { required: true, audited: true }), dateEnd: field('datetimeOptional', { required: true }),
		dateStartDate: field('date'), dateEndDate: field('date'), ...more, description: field('text'), parent, ...relatedAccount,
		users: field('linkMultiple', attendees), contacts: field('linkMultiple', attendees), leads: field('linkMultiple', attendees),
		assignedUser: field('link', { required: true }),
	},
	links: { account: one('Account'), parent: { type: 'belongsToParent' } },
	order: ['dateStart', 'desc'], statusField: 'status',
	filters: { planned: where('equals', 'status', 'Planned'), held: where('equals', 'status', 'Held') },
});
const withAttendees = (sketch: Sketch, foreign: string): Sketch => ({
	...sketch,
	links: { ...sketch.links, ...Object.fromEntries(['User', 'Contact', 'Lead'].map((type) =>
		[`${type.toLowerCase()}s`, many(type, foreign, columns('status', 'acceptanceStatus'))])) },
});
const primaryAccount = (column: string) => `(SELECT json_extract(p."columns", '$.${column}') FROM "relation" p
	WHERE p."name" = 'Account.contacts~Contact.accounts' AND p."a" = t."accountId" AND p."b" = t."id")`;

export const crmEntityTypes = (custom: string): Record<string, Sketch> => {
	const customs = { [`${custom[0]?.toLowerCase()}${custom.slice(1)}s`]: many(custom, 'contacts') };
	return {
		Account: {
			fields: {
				name: text(249, { required: true, audited: true }), website: field('url'), emailAddress: field('email'), phoneNumber: field('phone'),
				type: choice(['', 'Customer', 'Investor', 'Partner', 'Reseller'], { audited: true }),
				industry: choice(['', 'Agriculture', 'Banking', 'Construction', 'Consulting', 'Education', 'Energy', 'Healthcare', 'Technology', 'Transportation']),
				sicCode: text(40), billingAddress: field('address'), shippingAddress: field('address'), description: field('text'),
			},
			links: {
				contacts: many('Contact', 'accounts', { columnAttributeMap: { role: 'contactRole', isInactive: 'contactIsInactive' } }),
				opportunities: many('Opportunity', 'account'), cases: many('Case', 'account'), documents: many('Document', 'accounts', { audited: true }),
				targetLists: many('TargetList', 'accounts', columns('optedOut', 'targetListIsOptedOut')), ...activities,
				[Object.keys(customs)[0] ?? '']: many(custom, 'account'),
			},
			search: ['name', 'emailAddress'], duplicateCheck: ['name', 'emailAddress'], versioned: true,
			filters: { recentlyCreated: where('lastXDays', 'createdAt', 7, { dateTime: true }), customers: where('equals', 'type', 'Customer') },
		},
		Contact: {
			fields: {
				...person, title: field('varchar', { readOnly: true, notStorable: true }), description: field('text'), doNotCall: field('bool'), address: field('address'), account: field('link'),
				accounts: field('linkMultiple', { columns: { role: 'contactRole', isInactive: 'contactIsInactive' } }),
				accountRole: field('varchar', { notStorable: true, readOnly: true }), accountIsInactive: field('bool', { notStorable: true, readOnly: true }),
				accountType: field('foreign', { link: 'account', field: 'type', readOnly: true }), acceptanceStatus: field('varchar', { notStorable: true, readOnly: true }),
				opportunityRole: choice(['', 'Decision Maker', 'Evaluator', 'Influencer'], { notStorable: true, readOnly: true }),
			},
			links: {
				account: one('Account'), accounts: many('Account', 'contacts', { columnAttributeMap: { role: 'accountRole', isInactive: 'accountIsInactive' } }),
				opportunities: many('Opportunity', 'contacts', columns('role', 'opportunityRole')), cases: many('Case', 'contacts'),
				meetings: attending.meetings('contacts'), calls: attending.calls('contacts'), tasks: children('Task'), documents: many('Document', 'contacts', { audited: true }),
				targetLists: many('TargetList', 'contacts', columns('optedOut', 'targetListIsOptedOut')), ...customs,
			},
			search: ['name', 'emailAddress'], duplicateCheck: ['name', 'emailAddress'],
			computed: { title: primaryAccount('role'), accountRole: primaryAccount('role'), accountIsInactive: primaryAccount('isInactive'), opportunityRole: 'NULL', acceptanceStatus: 'NULL' },
		},
		Lead: {
			fields: {
				...person, lastName: text(100), status: choice(['New', 'Assigned', 'In Process', 'Converted', 'Recycled', 'Dead'], { default: 'New', audited: true }),
				source: choice(['', 'Call', 'Email', 'Partner', 'Web Site', 'Campaign', 'Other']), opportunityAmount: field('currency', { min: 0, audited: true }),
				website: field('url'), address: field('address'), doNotCall: field('bool', { audited: true }), description: field('text'), accountName: text(255),
				acceptanceStatus: field('varchar', { notStorable: true, readOnly: true }),
			},
			links: {
				meetings: attending.meetings('leads'), calls: attending.calls('leads'), tasks: children('Task'),
				targetLists: many('TargetList', 'leads', columns('optedOut', 'targetListIsOptedOut')),
			},
			search: ['name', 'accountName', 'emailAddress'], duplicateCheck: ['name', 'emailAddress'], statusField: 'status',
			filters: { actual: where('notIn', 'status', ['Converted', 'Recycled', 'Dead']), converted: where('equals', 'status', 'Converted') },
			computed: { acceptanceStatus: 'NULL' },
		},
		Opportunity: {
			fields: {
				name: text(249, { required: true }), amount: field('currency', { required: true, min: 0, audited: true }), account: field('link', { audited: true }),
				contacts: field('linkMultiple', { columns: { role: 'opportunityRole' } }),
				stage: choice(['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost'], { default: 'Prospecting', audited: true }),
				probability: field('int', { min: 0, max: 100 }), leadSource: choice(['', 'Call', 'Email', 'Partner', 'Web Site', 'Other'], { audited: true }),
				closeDate: field('date', { required: true, audited: true }), description: field('text'),
			},
			links: { account: one('Account', 'opportunities'), contacts: many('Contact', 'opportunities', columns('role', 'contactRole')), ...activities },
			search: ['name'], statusField: 'stage', versioned: true,
			filters: { open: where('notIn', 'stage', ['Closed Won', 'Closed Lost']), won: where('equals', 'stage', 'Closed Won') },
		},
		Case: {
			fields: {
				name: text(249, { required: true, audited: true }), number: field('autoincrement', { readOnly: true }),
				status: choice(['New', 'Assigned', 'Pending', 'Closed', 'Rejected', 'Duplicate'], { default: 'New', audited: true }),
				priority: choice(['Low', 'Normal', 'High', 'Urgent'], { default: 'Normal', audited: true }), type: choice(['', 'Question', 'Incident', 'Problem'], { audited: true }),
				description: field('text'), account: field('link', { audited: true }), contacts: field('linkMultiple', { audited: true }),
			},
			links: { account: one('Account', 'cases'), contacts: many('Contact', 'cases'), ...activities },
			order: ['number', 'desc'], search: ['name', 'number', 'description'], statusField: 'status', versioned: true,
			filters: { open: where('notIn', 'status', ['Closed', 'Rejected', 'Duplicate']), closed: where('equals', 'status', 'Closed') },
		},
		Task: {
			fields: {
				name: text(249, { required: true }), status: choice(['Not Started', 'Started', 'Completed', 'Canceled', 'Deferred'], { default: 'Not Started', audited: true }),
				priority: choice(['Low', 'Normal', 'High', 'Urgent'], { default: 'Normal', audited: true }), dateStart: field('datetimeOptional'),
				dateEnd: field('datetimeOptional', { audited: true }), dateStartDate: field('date'), dateEndDate: field('date'), description: field('text'),
				parent, ...relatedAccount, assignedUser: field('link', { required: true }),
			},
			links: { account: one('Account'), parent: { type: 'belongsToParent', foreign: 'tasks' } },
			statusField: 'status', versioned: true, filters: { actual: where('in', 'status', ['Not Started', 'Started']), completed: where('equals', 'status', 'Completed') },
		},
		Meeting: withAttendees(event({ isAllDay: field('bool') }), 'meetings'),
		Call: withAttendees(event({ direction: choice(['Outbound', 'Inbound'], { default: 'Outbound' }) }), 'calls'),
		Document: {
			fields: {
				name: text(249, { required: true }), file: field('file', { audited: true }), status: choice(['Draft', 'Active', 'Canceled', 'Expired'], { default: 'Active', audited: true }),
				type: choice(['', 'Contract', 'NDA', 'License Agreement'], { audited: true }), publishDate: field('date', { audited: true }),
				description: field('text'), accounts: field('linkMultiple'),
			},
			links: { accounts: many('Account', 'documents'), contacts: many('Contact', 'documents') },
			noStream: true, filters: { active: where('equals', 'status', 'Active'), draft: where('equals', 'status', 'Draft') },
		},
		TargetList: {
			fields: { name: text(249, { required: true }), description: field('text') },
			links: Object.fromEntries(['Account', 'Contact', 'Lead'].map((type) => [`${type.toLowerCase()}s`, many(type, 'targetLists', columns('optedOut', 'isOptedOut'))])),
			noStream: true, massLinks: ['accounts', 'contacts', 'leads'],
		},
		[custom]: {
			fields: {
				name: text(249, { required: true }), code: text(20), status: choice(['Draft', 'Running', 'Done'], { default: 'Draft', audited: true }), notes: field('text'),
				progress: field('int', { min: 0, max: 100, audited: true }), rating: field('float'), budget: field('currency', { audited: true }), isInternal: field('bool'),
				startDate: field('date'), kickoffAt: field('datetime', { audited: true }), tags: field('multiEnum', { options: ['Alpha', 'Beta', 'Gamma'] }),
				labels: field('array', { allowCustomOptions: true }), homepage: field('url'), account: field('link', { audited: true }), contacts: field('linkMultiple'),
			},
			links: { account: one('Account', Object.keys(customs)[0]), contacts: many('Contact', Object.keys(customs)[0] ?? '') },
			search: ['name'], custom: true,
		},
		Team: { fields: { name: text(100) }, links: { users: many('User', 'teams') }, order: ['name', 'asc'], noStream: true },
		User: {
			fields: {
				userName: text(50, { required: true }), ...person, type: choice(['regular', 'admin', 'api'], { default: 'regular' }), isActive: field('bool', { default: true }),
				authMethod: choice(['', 'ApiKey', 'Hmac']), apiKey: text(100), secretKey: text(100), password: field('password'), acceptanceStatus: field('varchar', { notStorable: true, readOnly: true }),
			},
			links: { meetings: attending.meetings('users'), calls: attending.calls('users') },
			order: ['userName', 'asc'], search: ['name', 'userName', 'emailAddress'], noStream: true, filters: { active: where('isTrue', 'isActive') }, computed: { acceptanceStatus: 'NULL' },
		},
	};
};
