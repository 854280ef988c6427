import type { INodeProperties } from 'n8n-workflow';

import { entityTypeIdentifier, identifierList, nameIdentifier } from '../shared/api/values/identifier';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../shared/api/webhooks/webhookEvent';
import { oneOf } from '../shared/parameters/entered/oneOf';
import { downloadFilesOption } from '../shared/parameters/presentation/downloadFilesOption';
import { dateTimeFormat } from '../shared/parameters/presentation/presentationOptions';
import { parameter, type ParameterReader } from '../shared/parameters/reading/Parameter';
import { options } from '../shared/parameters/shown/options';
import { fullRecord } from '../shared/parameters/stream/fullRecord';
import { skipOwnOption } from '../shared/parameters/stream/streamOptions';
import { DELIVERED_TO } from './undeliverable';

const TYPES = 'Entity Type Names or IDs';
const EVENTS = 'Events';
export const FIELDS = 'Field Names or IDs';

/** The parameters of the trigger, in the order of the panel. */
export const webhookParameters = {
	entityTypes: parameter(
		'entityTypes',
		{
			displayName: TYPES,
			name: 'entityTypes',
			type: 'multiOptions',
			required: true,
			typeOptions: { loadOptionsMethod: 'getWebhookEntityTypes' },
			default: [],
			description:
				'The types of the records whose events start the workflow. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		(reader) => identifierList(reader.get('entityTypes') ?? [], (name) => entityTypeIdentifier(name, TYPES)),
	),
	events: parameter(
		'events',
		{
			displayName: EVENTS,
			name: 'events',
			type: 'multiOptions',
			required: true,
			options: [
				{ name: 'Record Created', value: 'create' },
				{ name: 'Record Deleted', value: 'delete' },
				{ name: 'Record Field Updated', value: 'fieldUpdate', description: 'One of the chosen fields was updated' },
				{ name: 'Record Updated', value: 'update', description: 'Anything in the record was updated' },
			],
			default: ['create', 'update'],
			description: 'What starts the workflow',
		},
		eventsOf,
	),
	fields: parameter(
		'fields',
		{
			displayName: FIELDS,
			name: 'fields',
			type: 'multiOptions',
			required: true,
			typeOptions: { loadOptionsMethod: 'getWebhookFields', loadOptionsDependsOn: ['entityTypes'] },
			default: [],
			description:
				'The fields whose changes start the workflow, e.g. Account.type. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			displayOptions: { show: { events: ['fieldUpdate'] } },
		},
		(reader) => (eventsOf(reader).includes('fieldUpdate') ? identifierList(reader.get('fields') ?? [], fieldName) : []),
	),
	options: options([dateTimeFormat, downloadFilesOption, fullRecord, skipOwnOption]),
};

export const webhookProperties: INodeProperties[] = [
	{
		displayName: `EspoCRM sends webhooks from a job that runs every 2 minutes, and only to an address that it can reach. ${DELIVERED_TO} The role of the API user needs “Webhooks” enabled.`,
		name: 'notice',
		type: 'notice',
		default: '',
	},
	...Object.values(webhookParameters).flatMap(({ properties }) => properties),
];

function eventsOf(reader: ParameterReader): Array<WebhookEvent['event']> {
	return identifierList(reader.get('events') ?? [], (name) => oneOf(name, WEBHOOK_EVENTS, EVENTS)) as Array<WebhookEvent['event']>;
}

/** A field with its entity type, or a field of all chosen types. @throws InvalidInput */
function fieldName(value: unknown): string {
	const parts = (typeof value === 'string' ? value.trim() : '').split('.');
	const [entityType, field] = parts;
	if (parts.length !== 2) return nameIdentifier(value, FIELDS);
	return `${entityTypeIdentifier(entityType, FIELDS)}.${nameIdentifier(field, FIELDS)}`;
}
