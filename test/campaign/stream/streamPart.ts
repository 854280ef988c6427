import type { IDataObject } from 'n8n-workflow';

import { noteWhere } from '../../../nodes/shared/api/stream/noteWhere';
import { isWanted, noteTypesFor } from '../../../nodes/shared/api/stream/streamEvents';
import { StreamWatch, type NoteItem } from '../../unit/model/StreamWatch';
import { STREAM_FAULTS } from '../faultNames';
import type { Part } from '../Part';
import { streamClaims } from './streamClaims';
import { streamParameters } from './streamParameters';
import { SOURCES, type StreamSettings, type StreamStep } from './StreamSchedule';
import { streamVocabulary } from './streamVocabulary';
import { streamWorld, type StreamWorld } from './streamWorld';

/** Stream events. */
export const streamPart: Part<StreamSettings, StreamStep, NoteItem, StreamWorld> = {
	name: 'stream',
	faults: STREAM_FAULTS,
	vocabulary: streamVocabulary,
	plain: {
		durable: false,
		source: 'myStream',
		version: '10.0',
		skewMs: 0,
		pageLimit: 200,
		filter: { events: [], entityTypes: [], skipOwn: false },
		fullRecord: false,
		poison: [],
		quietDays: false,
		hiddenMass: false,
	},
	worldOf: streamWorld,
	async happen(step, { server, replacement }, trigger, settings) {
		if (replacement?.step === step) server.replaceDatabase(replacement.at, replacement.notes);
		const own = step as StreamStep;
		if (own.do === 'edit') await trigger.edit({ ...settings, filter: own.filter });
	},
	refusal: ({ source, version }) => (source === 'everything' && version === '7.5' ? 'no GlobalStream (7.5)' : undefined),
	watchOf({ source, filter, fullRecord }) {
		const { events, entityTypes, skipOwn } = filter;
		const watch = new StreamWatch(SOURCES[source], { where: noteWhere(noteTypesFor(events), entityTypes), skipOwn });
		watch.isWanted = (note) => isWanted(note, events);
		watch.fullRecord = fullRecord;
		return watch;
	},
	parameters: streamParameters,
	itemsOf: (items: IDataObject[]) => items as unknown as NoteItem[],
	claims: streamClaims,
};
