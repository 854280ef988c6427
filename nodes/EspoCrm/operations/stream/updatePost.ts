import { record } from '../../../shared/api/client/checkedAnswers';
import { missedMentions, withMentions } from '../../../shared/api/stream/mentions';
import { operation } from '../../../shared/operation/Operation';
import { dateTimeFormat, notePresentation } from '../../../shared/parameters/presentation/presentationOptions';
import { options } from '../../../shared/parameters/shown/options';
import { mentionedUsers } from '../../parameters/stream/mentionedUsers';
import { noteId } from '../../parameters/stream/noteId';
import { post } from '../../parameters/stream/postText';

export const updatePost = operation({
	resource: 'stream',
	value: 'updatePost',
	name: 'Update Post',
	action: 'Update post in stream',
	description: 'Change the text of a post; its files stay',
	effect: 'repeatable',
	parameters: [noteId, post, options([dateTimeFormat, mentionedUsers])],
	needs:
		'Only its author can change a post, within 7 days (noteEditThresholdPeriod in the config of EspoCRM), and no other note can be changed.',
	plan: (values) => ({
		request: { method: 'PUT', path: ['Note', values.noteId], body: { post: withMentions(values.post, values.options.mentionedUsers) } },
		output: record,
		remarks: missedMentions,
		presents: notePresentation(values),
	}),
});
