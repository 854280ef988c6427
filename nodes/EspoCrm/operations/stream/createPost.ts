import { recordAnswer } from '../../../shared/api/client/answerShape';
import { record } from '../../../shared/api/client/checkedAnswers';
import { NOTE_FILES } from '../../../shared/api/files/recordFiles';
import { withUploads } from '../../../shared/api/files/withUploads';
import type { EspoRequest } from '../../../shared/api/request/EspoRequest';
import { missedMentions, withMentions } from '../../../shared/api/stream/mentions';
import type { JsonObject } from '../../../shared/api/values/Json';
import { operation, type RunContext } from '../../../shared/operation/Operation';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { dateTimeFormat, notePresentation } from '../../../shared/parameters/presentation/presentationOptions';
import type { ParameterValues } from '../../../shared/parameters/reading/Parameter';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { attachmentIdsOption } from '../../../shared/parameters/shown/attachmentIdsOption';
import { attachments } from '../../../shared/parameters/shown/attachments';
import { option, options } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { mentionedUsers } from '../../parameters/stream/mentionedUsers';
import { post, refuseEmptyPost } from '../../parameters/stream/postText';
import { lostFiles } from '../../parameters/stream/lostFiles';
import { target, targetIds } from '../../parameters/stream/postTarget';

const attachmentIds = attachmentIdsOption('IDs of files that were uploaded for a note, separated by commas');

const isInternal = option(
	'isInternal',
	{
		displayName: 'Internal',
		name: 'isInternal',
		type: 'boolean',
		default: false,
		description: 'Whether to hide the post from portal users',
	},
	(value) => isOn(value, 'Internal'),
);

const parameters = [
	target,
	shownWhen('target', ['record'], entityType),
	shownWhen('target', ['record'], recordId),
	targetIds,
	post,
	attachments,
	options([attachmentIds, dateTimeFormat, isInternal, mentionedUsers]),
] as const;

type Values = ParameterValues<typeof parameters>;

export const createPost = operation({
	resource: 'stream',
	value: 'createPost',
	name: 'Create Post',
	action: 'Create post in stream',
	description: 'Write a post to the stream of a record, or to users',
	effect: 'once',
	parameters,
	plan: (values) => {
		const { post, attachments, options } = values;
		refuseEmptyPost(post, attachments.length + options.attachmentIds.length > 0);
		return {
			presents: notePresentation(values),
			// Posts stand in the order of the items.
			inFlight: 1,
			...(attachments.length
				? { steps: async (context) => await postWithFiles(values, context) }
				: { request: requestOf(postOf(values)), output: record, remarks: missedMentions }),
		};
	},
});

async function postWithFiles(values: Values, context: RunContext): Promise<JsonObject> {
	const uploads = values.attachments.map((file) => ({ file, to: NOTE_FILES }));
	return await withUploads(context, uploads, async (stored) => {
		const ids = [...values.options.attachmentIds, ...stored.map(({ id }) => id)];
		const request = requestOf({ ...postOf(values), attachmentsIds: ids });
		const note = recordAnswer(request, await context.client.request(request));
		for (const text of [...missedMentions(note), ...lostFiles(note, stored)]) context.hint(text);
		return note;
	});
}

function requestOf(body: JsonObject): EspoRequest {
	return { method: 'POST', path: ['Note'], body };
}

function postOf({ target, entityType, recordId, targetIds, post, options }: Values): JsonObject {
	const text = withMentions(post, options.mentionedUsers);
	const body: JsonObject = { type: 'Post', ...(text ? { post: text } : {}) };
	if (entityType && recordId) Object.assign(body, { parentType: entityType, parentId: recordId });
	else Object.assign(body, { targetType: target }, targetIds ? { [`${target}Ids`]: targetIds } : {});
	if (options.attachmentIds.length) body.attachmentsIds = options.attachmentIds;
	if (options.isInternal) body.isInternal = true;
	return body;
}
