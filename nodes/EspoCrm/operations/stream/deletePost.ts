import { deleted } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { noteId } from '../../parameters/stream/noteId';

export const deletePost = operation({
	resource: 'stream',
	value: 'deletePost',
	name: 'Delete Post',
	action: 'Delete post from stream',
	description: 'Delete a post of the authenticated user',
	effect: 'repeatable',
	parameters: [noteId],
	needs:
		'Only its author can delete a post, within a month (noteDeleteThresholdPeriod in the config of EspoCRM), and no other note can be deleted.',
	plan: ({ noteId }) => ({ request: { method: 'DELETE', path: ['Note', noteId] }, output: deleted }),
});
