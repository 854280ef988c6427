import { success } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { noteId } from '../../parameters/stream/noteId';
import { PIN_NEEDS } from './pin';

export const unpin = operation({
	resource: 'stream',
	value: 'unpin',
	name: 'Unpin',
	action: 'Unpin note in stream',
	description: 'Remove a note from the pinned ones',
	effect: 'repeatable',
	parameters: [noteId],
	needs: PIN_NEEDS,
	plan: ({ noteId }) => ({ request: { method: 'DELETE', path: ['Note', noteId, 'pin'] }, output: success }),
});
