import { success } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { noteId } from '../../parameters/stream/noteId';
import { reaction, REACTION_NEEDS } from '../../parameters/stream/reaction';

export const removeReaction = operation({
	resource: 'stream',
	value: 'removeReaction',
	name: 'Remove Reaction',
	action: 'Remove reaction from note in stream',
	description: 'Take back a reaction to a note',
	effect: 'repeatable',
	parameters: [noteId, reaction],
	needs: REACTION_NEEDS,
	plan: ({ noteId, reaction }) => ({ request: { method: 'DELETE', path: ['Note', noteId, 'myReactions', reaction] }, output: success }),
});
