import type { INodeProperties } from 'n8n-workflow';

import { entityType } from '../EspoCrm/parameters/entityType';
import { isOn } from '../EspoCrm/parameters/isOn';
import { options } from '../EspoCrm/parameters/options';
import { dateTimeFormat } from '../EspoCrm/parameters/outputOptions';
import { recordId } from '../EspoCrm/parameters/recordId';
import { shownWhen } from '../EspoCrm/parameters/shownWhen';
import { eventsOption, skipOwnOption, typesOption } from '../EspoCrm/parameters/streamOptions';
import { source } from '../EspoCrm/parameters/streamSource';
import { option } from '../EspoCrm/parameters/options';
import { parameter } from '../shared/operation/Parameter';

const fullRecord = option(
	'fullRecord',
	{
		displayName: 'Fetch Full Record',
		name: 'fullRecord',
		type: 'boolean',
		default: false,
		description: 'Whether to add the record that the event is about, as it is now. It is empty if the record is deleted or not accessible.',
	},
	(value) => isOn(value, 'Fetch Full Record'),
);

const everythingFirst = source.properties.map((property): INodeProperties => ({ ...property, default: 'everything' }));

/** The parameters of the trigger, in the order of the panel. */
export const triggerParameters = {
	source: parameter('source', everythingFirst, source.read),
	entityType: shownWhen('source', ['record'], entityType),
	recordId: shownWhen('source', ['record'], recordId),
	events: parameter('events', eventsOption.property, (reader) => eventsOption.read(reader.get('events'))),
	entityTypes: shownWhen(
		'source',
		['everything', 'myStream'],
		parameter('entityTypes', typesOption.property, (reader) => typesOption.read(reader.get('entityTypes'))),
	),
	options: options([dateTimeFormat, fullRecord, skipOwnOption]),
};

export const triggerProperties: INodeProperties[] = Object.values(triggerParameters).flatMap(({ properties }) => properties);
