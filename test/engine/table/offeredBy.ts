import type { INodeParameters } from 'n8n-workflow';

import { fittingOperators, isFilterable } from '../../../nodes/shared/api/filter/fittingOperators';
import { operatorOf, OPERATORS } from '../../../nodes/shared/api/filter/operators';
import { createMetadata } from '../../../nodes/shared/api/metadata/createMetadata';
import type { AttributeKind } from '../../../nodes/shared/api/values/fieldTypes';
import { waitlessClient } from '../server/clientInEngine';
import type { Offered } from './sampleOf';
import { MERGED, type TableServer } from './startTableServer';

/** A value of each kind that a condition can be about, as a person types it. */
export const TYPED: Partial<Record<AttributeKind, string>> = {
	text: 'Acme',
	enum: 'Acme',
	integer: '7',
	number: '7.5',
	decimal: '7.5',
	date: '2026-11-23',
	dateTime: '2026-11-23T10:00:00+01:00',
	dateTimeOptional: '2026-11-23T10:00:00+01:00',
	boolean: 'true',
	flag: 'true',
	id: '6b046affe09989a18',
	list: 'Acme',
	idList: '6b046affe09989a18',
	object: 'Acme',
	json: 'Acme',
};

/** What the drop-downs offer for records of a type, as far as the table needs it. @param listed the type of the rows of lists */
export async function offeredBy(
	server: Pick<TableServer, 'credentials' | 'recordOf' | 'nameOf'>,
	entityType: string,
	link: string,
	listed: string,
): Promise<Offered> {
	const cache = new Map();
	const metadata = createMetadata(waitlessClient(server.credentials).client, async () => await Promise.resolve(cache));
	const attributes = (await metadata.attributes(listed)).filter(isFilterable);
	const kinds = new Map(attributes.map(({ name, kind }) => [name, kind]));
	const links = (await metadata.links(listed)).map(({ name }) => name);
	const fitting = new Map<string, string>();
	for (const name of [...attributes.map((attribute) => attribute.name), ...links].sort(
		(a, b) => Number(b === 'name') - Number(a === 'name'),
	)) {
		for (const { value } of await fittingOperators(metadata, listed, name)) if (!fitting.has(value)) fitting.set(value, name);
	}
	const operators = ['notEquals', 'equals', ...OPERATORS.map(({ value }) => value)].filter((value) => fitting.has(value));
	const [record, related, contact] = [await server.recordOf(entityType), await server.recordOf(listed), await server.recordOf('Contact')];
	const address = (type: string, id: string) => `https://crm.example.com/#${type}/view/${id}`;
	const conditionValue = ({ operator, attribute }: INodeParameters) =>
		operatorOf(String(operator))?.takes === 'days' ? ['3'] : [TYPED[kinds.get(String(attribute)) ?? 'text']];
	return {
		searchEntityTypes: [entityType],
		searchLinks: [link],
		searchRecords: [record],
		searchRelatedRecords: [related],
		searchFilterRecords: [related],
		searchLinkedRecords: [contact],
		searchMailParentTypes: ['Account'],
		searchMailParents: [await server.recordOf('Account')],
		searchMailTemplates: [await server.recordOf('EmailTemplate')],
		'url of searchMailTemplates': [address('EmailTemplate', await server.recordOf('EmailTemplate'))],
		searchMails: [await server.recordOf('Email')],
		'url of searchMailParents': [address('Account', await server.recordOf('Account'))],
		'url of searchMails': [address('Email', await server.recordOf('Email'))],
		searchMergedRecords: [MERGED],
		'url of searchMergedRecords': [address(entityType, MERGED)],
		searchTemplates: [await server.recordOf('Template')],
		'url of searchTemplates': [address('Template', await server.recordOf('Template'))],
		getMentionableUsers: ['emma', 'noah'],
		getReactions: ['Love'],
		getMailFolders: ['drafts'],
		getTargetFolders: [await server.recordOf('EmailFolder')],
		getSendingAddresses: ['team@crm.example.com'],
		getTeams: [await server.recordOf('Team')],
		getUsers: [await server.recordOf('User')],
		'url of searchRecords': [address(entityType, record)],
		'url of searchRelatedRecords': [address(listed, related)],
		'url of searchLinkedRecords': [address('Contact', contact)],
		getFilterOperators: [...operators, ...OPERATORS.map(({ value }) => value).filter((value) => !fitting.has(value))],
		getIdentifyingFields: ['emailAddress'],
		identifyingValue: [await server.nameOf('Contact')],
		getFilterAttributes: ({ operator }) => [fitting.get(String(operator || 'equals')) ?? fitting.get('numberBetween') ?? 'name'],
		getFilterOptions: ['Acme'],
		conditionValue,
		getBoolFilters: ['onlyMy'],
		getPresetFilters: ['active'],
		getSortFields: ['createdAt'],
		getSelectableAttributes: ['createdAt'],
		getClearableAttributes: ['description', 'website'],
		getWritableAttributes: ['description', 'name'],
		getStreamEntityTypes: ['Contact'],
		getAuditedFields: ['amount'],
		getFileFields: ['attachments'],
		getLinkColumns: ['role'],
		getLinkedRecordChoices: ['contactsIds', 'teamsIds'],
		getLinkedRecordColumns: ['role'],
		getWebhookEntityTypes: ['Opportunity', 'Contact'],
		getWebhookFields: ['Opportunity.stage'],
		mapping: [{ mappingMode: 'defineBelow', value: { name: 'Acme' }, matchingColumns: ['name'], schema: [] }],
	};
}
