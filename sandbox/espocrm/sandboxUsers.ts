/** Throw-away credentials of the sample users. They open nothing but this sandbox. */
export type Level = 'all' | 'own' | 'no';
export type Action = 'create' | 'read' | 'edit' | 'delete' | 'stream';

export interface Role {
	/** What holds for entity types that are not listed. */
	default: Level;
	entityTypes: Record<string, Partial<Record<Action, Level>>>;
	scopes: string[];
	permissions: Record<string, 'all' | 'yes' | 'no'>;
}

export interface SandboxUser {
	id: string;
	userName: string;
	type: 'api' | 'regular';
	isActive: boolean;
	lastName: string;
	firstName?: string;
	apiKey?: string;
	secretKey?: string;
	password?: string;
	role: Role;
}

const directory = { create: 'no', edit: 'no', delete: 'no', stream: 'no' } as const;
const full: Role = {
	default: 'all',
	entityTypes: { User: directory, Team: directory },
	scopes: ['GlobalStream', 'Stream', 'Webhook', 'Import', 'Activities', 'Calendar'],
	permissions: { assignment: 'all', user: 'all', massUpdate: 'yes', export: 'yes', message: 'all', mention: 'yes', audit: 'no' },
};
const poor: Role = {
	default: 'no',
	entityTypes: {
		Account: { read: 'all', stream: 'all' },
		Contact: { read: 'all', stream: 'no', edit: 'all' },
		Lead: { create: 'all', read: 'own', edit: 'own', delete: 'own', stream: 'own' },
		User: { read: 'all' },
	},
	scopes: ['Stream'],
	permissions: { assignment: 'no', user: 'no', massUpdate: 'no', export: 'no', message: 'no', mention: 'no', audit: 'no' },
};

export const sandboxUsers = {
	full: { id: '64d0000000000a001', userName: 'n8n', type: 'api', isActive: true, lastName: 'n8n', apiKey: '0f1e2d3c4b5a69788796a5b4c3d2e1f0', role: full },
	poor: { id: '64d0000000000a002', userName: 'n8n-poor', type: 'api', isActive: true, lastName: 'n8n poor', apiKey: '11112222333344445555666677778888', role: poor },
	hmac: { id: '64d0000000000a003', userName: 'n8n-hmac', type: 'api', isActive: true, lastName: 'n8n hmac', apiKey: '26c4db6cca31da89efe83c8fbc4a6d99', secretKey: '033d0e68b1b908de79a73816742a1374', role: full },
	regular: { id: '64d0000000000a004', userName: 'emma', type: 'regular', isActive: true, firstName: 'Emma', lastName: 'Berg', password: 'emma-sandbox', role: full },
	colleague: { id: '64d0000000000a005', userName: 'noah', type: 'regular', isActive: true, firstName: 'Noah', lastName: 'Lindqvist', password: 'noah-sandbox', role: full },
	inactive: { id: '64d0000000000a006', userName: 'olaf', type: 'regular', isActive: false, firstName: 'Olaf', lastName: 'Former', password: 'olaf-sandbox', role: full },
} satisfies Record<string, SandboxUser>;
