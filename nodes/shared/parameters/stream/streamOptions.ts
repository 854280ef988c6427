import { STREAM_EVENTS } from '../../api/stream/streamEvents';
import { entityTypeIdentifier, identifierList } from '../../api/values/identifier';
import { isOn } from '../entered/isOn';
import { oneOf } from '../entered/oneOf';
import { narrowingOption } from '../shown/options';

const EVENTS = STREAM_EVENTS.map(({ value }) => value);

export const eventsOption = narrowingOption(
	'events',
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: STREAM_EVENTS.map(({ name, value }) => ({ name, value })),
		default: [],
		description: 'The events to return. Leave empty for all.',
	},
	(value) => identifierList(value ?? [], (event) => oneOf(event, EVENTS, 'Events')),
);

export const typesOption = narrowingOption(
	'entityTypes',
	{
		displayName: 'Entity Type Names or IDs',
		name: 'entityTypes',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getStreamEntityTypes' },
		default: [],
		description:
			'The entity types whose events to return. Leave empty for all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(value) => identifierList(value ?? [], (name) => entityTypeIdentifier(name, 'Entity Type Names or IDs')),
);

export const skipOwnOption = narrowingOption(
	'skipOwn',
	{
		displayName: 'Skip Own Actions',
		name: 'skipOwn',
		type: 'boolean',
		default: false,
		description: 'Whether to leave out events that the authenticated user caused',
	},
	(value) => isOn(value, 'Skip Own Actions'),
);
