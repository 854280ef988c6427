import { success } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { noteId } from '../../parameters/stream/noteId';

export const PIN_NEEDS = 'Pinned notes need EspoCRM 8.3 or newer.';

export const pin = operation({
	resource: 'stream',
	value: 'pin',
	name: 'Pin',
	action: 'Pin note in stream',
	description: 'Pin a note to the top of the stream of its record',
	effect: 'repeatable',
	parameters: [noteId],
	needs: PIN_NEEDS,
	plan: ({ noteId }) => ({ request: { method: 'POST', path: ['Note', noteId, 'pin'] }, output: success }),
});
