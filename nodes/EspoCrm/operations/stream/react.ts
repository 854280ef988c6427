import { success } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { noteId } from '../../parameters/stream/noteId';
import { reaction, REACTION_NEEDS } from '../../parameters/stream/reaction';

export const react = operation({
	resource: 'stream',
	value: 'react',
	name: 'React',
	action: 'React to note in stream',
	description: 'React to a note, e.g. with a like',
	effect: 'repeatable',
	parameters: [noteId, reaction],
	needs: REACTION_NEEDS,
	plan: ({ noteId, reaction }) => ({ request: { method: 'POST', path: ['Note', noteId, 'myReactions', reaction] }, output: success }),
});
