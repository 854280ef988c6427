import { access, type Call } from './access';
import { isObject, type Json, type JsonObject } from './Json';
import { loadRecord } from './records/recordStore';
import type { EntityType } from './schema/schema';

const openSettings: JsonObject = {
	applicationName: 'EspoCRM',
	timeZone: 'UTC',
	dateFormat: 'DD.MM.YYYY',
	timeFormat: 'HH:mm',
	weekStart: 0,
	language: 'en_US',
};
const humanize = (name: string) =>
	name
		.replace(/^C(?=[A-Z])/, '')
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.replace(/^./, (letter) => letter.toUpperCase());
const each = <T>(record: Record<string, T>, map: (value: T, name: string) => unknown): JsonObject =>
	JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)])))) as JsonObject;
const readable = (call: Call): Record<string, EntityType> =>
	Object.fromEntries(Object.entries(call.espo.schema).filter(([name]) => name === 'Note' || access.can(call, name, 'read')));

function whole(call: Call): JsonObject {
	const types = readable(call);
	const scope = (type: EntityType, name: string) => ({
		entity: true,
		object: !['Note', 'Team'].includes(name),
		stream: type.stream,
		acl: true,
		module: type.custom ? 'Custom' : 'Crm',
		isCustom: type.custom || undefined,
		statusField: type.statusField,
		duplicateCheckFieldList: type.duplicateCheck.length ? type.duplicateCheck : undefined,
	});
	return {
		scopes: { ...each(types, scope), GlobalStream: { entity: false, acl: 'boolean' }, Webhook: { entity: true, acl: 'boolean' } },
		entityDefs: each(types, ({ fields, links, order: [orderBy, order], search, versioned, forbidden }) => ({
			fields: each(fields, (defs, name) => (forbidden.includes(name) ? undefined : defs)),
			links,
			collection: { orderBy, order, textFilterFields: search },
			optimisticConcurrencyControl: versioned || undefined,
		})),
		clientDefs: each(types, ({ filters, fields }) => ({
			filterList: Object.keys(filters),
			boolFilterList: fields.assignedUser ? ['onlyMy'] : [],
		})),
	};
}

export const metadata = {
	openSettings,
	/** 7.x knows no keys and sends everything. */
	document({ query: { key }, ...call }: Call): Json | undefined {
		const parts = typeof key === 'string' && call.espo.version10 ? key.split('.') : [];
		return parts.reduce<Json | undefined>((tree, part) => (isObject(tree) ? tree[part] : undefined), whole({ ...call, query: {} }));
	},
	labels(call: Call): Json {
		const types = readable(call);
		const humanized = (record: Record<string, unknown>) => each(record, (_value, name) => humanize(name));
		const own = each(types, ({ fields, links, filters }) => ({
			fields: humanized(fields),
			links: humanized(links),
			presetFilters: humanized(filters),
			options: each(fields, ({ options }) => options && Object.fromEntries(options.map((option) => [option, option]))),
		}));
		const shared = { boolFilters: { onlyMy: 'Only My' }, messages: { validationFailure: 'The field {field} broke the rule {type}.' } };
		return {
			...own,
			Global: {
				scopeNames: humanized(types),
				scopeNamesPlural: each(types, (_type, name) => `${humanize(name)}s`.replace(/ys$/, 'ies')),
				...shared,
			},
		};
	},
	settings: ({ espo }: Call): JsonObject => ({
		...openSettings,
		version: espo.version10 ? '10.0.0' : '7.5.6',
		currencyList: ['USD', 'EUR'],
		defaultCurrency: 'USD',
		baseCurrency: 'USD',
		recordListMaxSizeLimit: 200,
		attachmentUploadMaxSize: 256,
	}),
	appUser: (call: Call): Json => ({
		user: { ...loadRecord(call, 'User', call.user.id), ipAddress: '127.0.0.1', emailAddressList: [] },
		acl: access.acl(call),
		preferences: { id: call.user.id },
		token: call.token,
		settings: metadata.settings(call),
		language: 'en_US',
		appParams: { maxUploadSize: 100, timeZoneList: ['UTC'], systemUserId: 'system' },
	}),
};
