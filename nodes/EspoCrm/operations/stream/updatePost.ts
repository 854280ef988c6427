import { recordAnswer } from '../../../shared/api/client/answerShape';
import { record } from '../../../shared/api/client/checkedAnswers';
import { attachFiles } from '../../../shared/api/files/attachFiles';
import { NOTE_FILES } from '../../../shared/api/files/recordFiles';
import { withUploads } from '../../../shared/api/files/withUploads';
import type { EspoRequest } from '../../../shared/api/request/EspoRequest';
import { missedMentions, withMentions } from '../../../shared/api/stream/mentions';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { JsonObject } from '../../../shared/api/values/Json';
import { operation, type RunContext } from '../../../shared/operation/Operation';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { dateTimeFormat, notePresentation } from '../../../shared/parameters/presentation/presentationOptions';
import type { ParameterValues } from '../../../shared/parameters/reading/Parameter';
import { attachmentIdsOption } from '../../../shared/parameters/shown/attachmentIdsOption';
import { attachments } from '../../../shared/parameters/shown/attachments';
import { narrowingOption, options } from '../../../shared/parameters/shown/options';
import { lostFiles } from '../../parameters/stream/lostFiles';
import { mentionedUsers } from '../../parameters/stream/mentionedUsers';
import { noteId } from '../../parameters/stream/noteId';
import { post, POST_TEXT, refuseEmptyPost } from '../../parameters/stream/postText';

const REPLACE = 'Replace Files';

const replaceFiles = narrowingOption(
	'replaceFiles',
	{
		displayName: REPLACE,
		name: 'replaceFiles',
		type: 'boolean',
		default: false,
		description: 'Whether to take out the files that the post has already, instead of adding to them',
	},
	(value) => isOn(value, REPLACE),
);

const attachmentIds = attachmentIdsOption('IDs of files that were uploaded for a note, separated by commas');

const parameters = [noteId, post, attachments, options([attachmentIds, dateTimeFormat, mentionedUsers, replaceFiles])] as const;

type Values = ParameterValues<typeof parameters>;

export const updatePost = operation({
	resource: 'stream',
	value: 'updatePost',
	name: 'Update Post',
	action: 'Update post in stream',
	description: 'Change the text of a post, or add files to it; an empty text leaves it as it is',
	effect: 'once',
	parameters,
	needs:
		'Only its author can change a post, within 7 days (noteEditThresholdPeriod in the config of EspoCRM), and no other note can be changed.',
	plan: (values) => {
		const { noteId, attachments, options } = values;
		const hasFiles = attachments.length + options.attachmentIds.length > 0;
		refuseNoChange(values, hasFiles);
		return {
			presents: notePresentation(values),
			...(hasFiles
				? { touches: [noteId], steps: async (context) => await updatedWithFiles(values, context) }
				: { request: { method: 'PUT', path: ['Note', noteId], body: textOf(values) }, output: record, remarks: missedMentions }),
		};
	},
});

function refuseNoChange({ post, options }: Values, hasFiles: boolean): void {
	refuseEmptyPost(post, hasFiles);
	if (!post && options.mentionedUsers.length)
		throw new InvalidInput(
			POST_TEXT,
			`“${POST_TEXT}” is empty, and mentions stand in front of it`,
			'Enter the whole text of the post, or take the mentions out.',
		);
	if (options.replaceFiles && !hasFiles)
		throw new InvalidInput(REPLACE, `“${REPLACE}” is on, but there are no files to put in their place`, 'Fill in “Attachments”.');
}

function textOf({ post, options }: Values): JsonObject {
	return post ? { post: withMentions(post, options.mentionedUsers) } : {};
}

async function updatedWithFiles(values: Values, context: RunContext): Promise<JsonObject> {
	const { noteId: recordId, options } = values;
	const uploads = values.attachments.map((file) => ({ file, to: NOTE_FILES }));
	return await withUploads(context, uploads, async (stored) => {
		const ids = [...options.attachmentIds, ...stored.map(({ id }) => id)];
		const attaching = { field: NOTE_FILES, recordId, replaces: options.replaceFiles, changes: textOf(values) };
		await attachFiles(context.client, attaching, ids);
		// The answer to the update has the names of the files from before (espocrm-api.md#notes).
		const request: EspoRequest = { method: 'GET', path: ['Note', recordId] };
		const note = recordAnswer(request, await context.client.request(request));
		for (const text of [...(values.post ? missedMentions(note) : []), ...lostFiles(note, stored)]) context.hint(text);
		return note;
	});
}
