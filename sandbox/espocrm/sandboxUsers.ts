export type Level = 'all' | 'own' | 'no';
export type Action = 'create' | 'read' | 'edit' | 'delete' | 'stream';

/** By field. */
export type FieldTable = Record<string, { read: 'yes' | 'no'; edit: 'yes' | 'no' }>;

/** `otherwise` holds for entity types that are not listed. */
export type Role = {
	otherwise: Level;
	entityTypes: Record<string, Partial<Record<Action, Level>>>;
	fields?: Record<string, FieldTable>;
	scopes: string[];
	permissions: Record<string, string>;
};
type Names = { userName: string; firstName?: string; lastName: string };
export type SandboxUser = Names & {
	id: string;
	type: 'api' | 'regular';
	isActive: boolean;
	apiKey?: string;
	secretKey?: string;
	password?: string;
	role: Role;
	language?: string;
};

const directory = { create: 'no', edit: 'no', delete: 'no', stream: 'no' } as const;
const own = { create: 'all', read: 'own', edit: 'own', delete: 'own', stream: 'own' } as const;
const full: Role = {
	otherwise: 'all',
	entityTypes: { User: directory, Team: directory },
	scopes: ['GlobalStream', 'Stream', 'Webhook', 'Import', 'Activities', 'Calendar'],
	permissions: {
		assignmentPermission: 'all',
		userPermission: 'all',
		massUpdatePermission: 'yes',
		exportPermission: 'yes',
		messagePermission: 'all',
		mentionPermission: 'yes',
		followerManagementPermission: 'all',
	},
};
const poor: Role = {
	otherwise: 'no',
	entityTypes: { Account: { read: 'all', stream: 'all' }, Contact: { read: 'all', edit: 'all' }, Lead: own, User: { read: 'all' } },
	scopes: ['Stream'],
	permissions: {
		assignmentPermission: 'no',
		userPermission: 'no',
		massUpdatePermission: 'no',
		exportPermission: 'no',
		messagePermission: 'no',
		mentionPermission: 'no',
		followerManagementPermission: 'no',
	},
};
const restricted: Role = {
	...full,
	fields: {
		Contact: { description: { read: 'no', edit: 'no' }, doNotCall: { read: 'yes', edit: 'no' } },
		Account: { website: { read: 'no', edit: 'no' } },
	},
};
const api = { type: 'api', isActive: true, role: full } as const;
const person = { type: 'regular', isActive: true, role: full } as const;

/** Throw-away credentials of the sample users. They open nothing but this sandbox. */
export const sandboxUsers = {
	full: { ...api, id: '64d0000000000a001', userName: 'n8n', lastName: 'n8n', apiKey: '0f1e2d3c4b5a69788796a5b4c3d2e1f0' },
	poor: {
		...api,
		id: '64d0000000000a002',
		userName: 'n8n-poor',
		lastName: 'n8n poor',
		apiKey: '11112222333344445555666677778888',
		role: poor,
	},
	hmac: {
		...api,
		id: '64d0000000000a003',
		userName: 'n8n-hmac',
		lastName: 'n8n hmac',
		apiKey: '26c4db6cca31da89efe83c8fbc4a6d99',
		secretKey: '033d0e68b1b908de79a73816742a1374',
	},
	/** Some fields are hidden from this one, or can only be read. */
	restricted: {
		...api,
		id: '64d0000000000a007',
		userName: 'n8n-restricted',
		lastName: 'n8n restricted',
		apiKey: '22223333444455556666777788889999',
		role: restricted,
	},
	dutch: {
		...api,
		id: '64d0000000000a008',
		userName: 'n8n-dutch',
		lastName: 'n8n dutch',
		apiKey: '33334444555566667777888899990000',
		language: 'nl_NL',
	},
	regular: { ...person, id: '64d0000000000a004', userName: 'emma', firstName: 'Emma', lastName: 'Berg', password: 'emma-sandbox' },
	colleague: { ...person, id: '64d0000000000a005', userName: 'noah', firstName: 'Noah', lastName: 'Lindqvist', password: 'noah-sandbox' },
	inactive: {
		...person,
		id: '64d0000000000a006',
		userName: 'olaf',
		firstName: 'Olaf',
		lastName: 'Former',
		password: 'olaf-sandbox',
		isActive: false,
	},
} satisfies Record<string, SandboxUser>;
