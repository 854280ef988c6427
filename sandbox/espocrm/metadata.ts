import { access, type Call } from './access';
import { each, isObject, type Json, type JsonObject } from './Json';
import { loadRecord } from './records/recordStore';
import { readable } from './labels/labels';
import { sendingAddresses } from './mail/sendMail';
import { REACTIONS } from './stream/noteMarks';
import type { EntityType } from './schema/schema';

const openSettings: JsonObject = {
	applicationName: 'EspoCRM',
	timeZone: 'UTC',
	dateFormat: 'DD.MM.YYYY',
	timeFormat: 'HH:mm',
	weekStart: 0,
	language: 'en_US',
};

/** Links to types that cannot be read are left out, unless there is a field of that name which may be read. */
function linksOf(call: Call, entityType: string, { links, fields }: EntityType): JsonObject {
	const hidden = access.forbidden(call, entityType, 'read').fields;
	return each(links, (link, name) => {
		const blind = link.entity !== undefined && link.entity !== 'Attachment' && !access.can(call, link.entity, 'read');
		return blind && (!fields[name] || hidden.has(name)) ? undefined : link;
	});
}

function fieldsOf(call: Call, { fields, links, forbidden }: EntityType): JsonObject {
	return each(fields, ({ entityList, ...defs }, name) => {
		const parents =
			entityList && links[name]?.type === 'belongsToParent' ? entityList.filter((type) => access.can(call, type, 'read')) : entityList;
		return forbidden.includes(name) ? undefined : { ...defs, ...(parents && { entityList: parents }) };
	});
}

/** What a role can allow, where that is not everything. */
const ROLE_ACTIONS: Record<string, string[]> = { User: ['read', 'edit'], Team: ['read'] };

function whole(call: Call): JsonObject {
	const types = readable(call);
	const scope = (type: EntityType, name: string) => ({
		entity: true,
		object: !['Note', 'Team', 'ImportEml'].includes(name),
		stream: type.stream,
		acl: true,
		aclActionList: ROLE_ACTIONS[name],
		module: type.custom ? 'Custom' : 'Crm',
		isCustom: type.custom || undefined,
		statusField: type.statusField,
		duplicateCheckFieldList: type.duplicateCheck.length ? type.duplicateCheck : undefined,
	});
	return {
		app: { regExpPatterns: { noBadCharacters: { pattern: '[^<>=]+' } } },
		scopes: { ...each(types, scope), GlobalStream: { entity: false, acl: 'boolean' }, Webhook: { entity: true, acl: 'boolean' } },
		entityDefs: each(types, (type, name) => ({
			fields: fieldsOf(call, type),
			links: linksOf(call, name, type),
			collection: { orderBy: type.order[0], order: type.order[1], textFilterFields: type.search },
			optimisticConcurrencyControl: type.versioned || undefined,
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
	settings: ({ espo }: Call): JsonObject => ({
		...openSettings,
		siteUrl: 'https://crm.example.com',
		globalSearchEntityList: ['Account', 'Contact', 'Lead', 'Opportunity'],
		version: espo.version10 ? '10.0.0' : '7.5.6',
		currencyList: ['USD', 'EUR'],
		defaultCurrency: 'USD',
		baseCurrency: 'USD',
		recordListMaxSizeLimit: 200,
		attachmentUploadMaxSize: 256,
		...(espo.version10 && { availableReactions: REACTIONS }),
	}),
	appUser: (call: Call): Json => ({
		user: { ...loadRecord(call, 'User', call.user.id), ipAddress: '127.0.0.1', emailAddressList: sendingAddresses(call.user) },
		acl: access.acl(call),
		preferences: { id: call.user.id, ...(call.user.language !== undefined && { language: call.user.language }) },
		token: call.token,
		settings: metadata.settings(call),
		language: call.user.language ?? 'en_US',
		appParams: { maxUploadSize: 100, timeZoneList: ['UTC'], systemUserId: 'system' },
	}),
};
