import type { INodeProperties } from 'n8n-workflow';

import { filters } from '../shared/parameters/filters/filters';
import { output } from '../shared/parameters/presentation/output';
import { addLabels, dateTimeFormat } from '../shared/parameters/presentation/presentationOptions';
import { parameter, type Parameter } from '../shared/parameters/reading/Parameter';
import { entityType, readEntityType } from '../shared/parameters/record/entityType';
import { recordId } from '../shared/parameters/record/recordId';
import { options } from '../shared/parameters/shown/options';
import { shownWhen } from '../shared/parameters/shown/shownWhen';
import { fullRecord } from '../shared/parameters/stream/fullRecord';
import { eventsOption, skipOwnOption, typesOption } from '../shared/parameters/stream/streamOptions';
import { source } from '../shared/parameters/stream/streamSource';
import { ON_RECORDS, ON_STREAM, triggerOn } from './triggerOn';
import { changedFields, itemPer, onlyOn, startWith } from './triggerOptions';

const everythingFirst = source.properties.map((property): INodeProperties => ({ ...property, default: 'everything' }));

function ofStream<Name extends string, Value>(shown: Parameter<Name, Value>): Parameter<Name, Value | undefined> {
	return shownWhen('triggerOn', ON_STREAM, shown);
}

function ofRecords<Name extends string, Value>(shown: Parameter<Name, Value>): Parameter<Name, Value | undefined> {
	return shownWhen('triggerOn', ON_RECORDS, shown);
}

/** Needed for records of a type, and for the stream of one record. */
const watchedType = parameter(
	'entityType',
	[...ofRecords(entityType).properties, ...ofStream(shownWhen('source', ['record'], entityType)).properties],
	(reader) =>
		ON_STREAM.includes(String(reader.get('triggerOn'))) && reader.get('source') !== 'record' ? undefined : readEntityType(reader),
);

/** The parameters of the trigger, in the order of the panel. */
export const triggerParameters = {
	triggerOn,
	source: ofStream(parameter('source', everythingFirst, source.read)),
	entityType: watchedType,
	recordId: ofStream(shownWhen('source', ['record'], recordId)),
	events: ofStream(parameter('events', eventsOption.property, (reader) => eventsOption.read(reader.resolved('events')))),
	entityTypes: ofStream(
		shownWhen(
			'source',
			['everything', 'myStream'],
			parameter('entityTypes', typesOption.property, (reader) => typesOption.read(reader.resolved('entityTypes'))),
		),
	),
	filters: ofRecords(filters),
	output: ofRecords(output()),
	options: options([
		onlyOn(ON_RECORDS, addLabels),
		onlyOn(ON_STREAM, changedFields),
		dateTimeFormat,
		onlyOn(ON_STREAM, fullRecord),
		itemPer,
		// Who made a record match is not known.
		onlyOn(
			[...ON_STREAM, ...ON_RECORDS].filter((kind) => kind !== 'recordEntersFilter'),
			skipOwnOption,
		),
		startWith,
	]),
};

export const triggerProperties: INodeProperties[] = Object.values(triggerParameters).flatMap(({ properties }) => properties);
