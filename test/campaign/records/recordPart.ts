import { RecordsWatch, type ChangeItem } from '../../unit/model/RecordsWatch';
import { RECORD_FAULTS } from '../faultNames';
import type { Part } from '../Part';
import { recordClaims } from './recordClaims';
import { changesOf, recordParameters } from './recordParameters';
import type { RecordSettings, RecordStep } from './RecordSchedule';
import { recordVocabulary } from './recordVocabulary';
import { recordWorld, type RecordWorld } from './recordWorld';

/** Changes of records. */
export const recordPart: Part<RecordSettings, RecordStep, ChangeItem, RecordWorld> = {
	name: 'records',
	faults: RECORD_FAULTS,
	vocabulary: recordVocabulary,
	plain: { durable: false, watched: 'modifiedAt', skewMs: 0, pageLimit: 200 },
	worldOf: recordWorld,
	async happen(step, { server, replacement }) {
		if (replacement?.step === step) server.replaceDatabase(replacement.at, replacement.records);
		await Promise.resolve();
	},
	watchOf: ({ watched }) => new RecordsWatch(watched),
	parameters: recordParameters,
	itemsOf: changesOf,
	claims: recordClaims,
};
