import { MatchingWatch, type EnteredItem } from '../../unit/model/MatchingWatch';
import { MATCHING_FAULTS } from '../faultNames';
import type { Part } from '../Part';
import { isPoll } from '../Schedule';
import { matchingClaims } from './matchingClaims';
import { enteredOf, matchingParameters } from './matchingParameters';
import type { MatchingSettings, MatchingStep } from './MatchingSchedule';
import { matchingVocabulary } from './matchingVocabulary';
import { matchingWorld, type MatchingWorld } from './matchingWorld';

/** Records that begin to match a filter. */
export const matchingPart: Part<MatchingSettings, MatchingStep, EnteredItem, MatchingWorld> = {
	name: 'matching',
	faults: MATCHING_FAULTS,
	// It has little that can go wrong.
	share: 0.4,
	vocabulary: matchingVocabulary,
	plain: { durable: false, pageLimit: 200, quietDays: false },
	worldOf: matchingWorld,
	async happen(step, { server }) {
		server.begin(isPoll(step) || step.do === 'activation');
		const own = step as MatchingStep;
		if (own.do === 'move') server.plan(own);
		// What happened before a poll did not happen within it.
		server.clock.advance(1);
		await Promise.resolve();
	},
	watchOf: () => new MatchingWatch(),
	parameters: matchingParameters,
	itemsOf: enteredOf,
	claims: matchingClaims,
};
