import { record } from '../../../shared/api/client/checkedAnswers';
import { NOTE_FILES } from '../../../shared/api/files/recordFiles';
import { withUploads } from '../../../shared/api/files/withUploads';
import type { EspoRequest } from '../../../shared/api/request/EspoRequest';
import { missedMentions, withMentions } from '../../../shared/api/stream/mentions';
import { identifierList, recordIdentifier } from '../../../shared/api/values/identifier';
import type { JsonObject } from '../../../shared/api/values/Json';
import { operation, type RunContext } from '../../../shared/operation/Operation';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { dateTimeFormat, notePresentation } from '../../../shared/parameters/presentation/presentationOptions';
import type { ParameterValues } from '../../../shared/parameters/reading/Parameter';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { option, options } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { attachedFiles } from '../../parameters/stream/attachedFiles';
import { mentionedUsers } from '../../parameters/stream/mentionedUsers';
import { post } from '../../parameters/stream/postText';
import { target, targetIds } from '../../parameters/stream/postTarget';

const attachmentsIds = option(
	'attachmentsIds',
	{
		displayName: 'Attachment IDs',
		name: 'attachmentsIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 6b046affe09989a18, 6b046acf9378a5ecb',
		description: 'The files of the post: IDs of attachments that were uploaded for a note, separated by commas',
	},
	(value) => identifierList(value ?? [], (id) => recordIdentifier(id, 'Attachment IDs')),
);

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
	attachedFiles,
	options([attachmentsIds, dateTimeFormat, isInternal, mentionedUsers]),
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
	plan: (values) => ({
		presents: notePresentation(values),
		// Posts stand in the order of the items.
		inFlight: 1,
		...(values.attachedFiles.length
			? { steps: async (context) => await postWithFiles(values, context) }
			: { request: requestOf(postOf(values)), output: record, remarks: missedMentions }),
	}),
});

async function postWithFiles(values: Values, context: RunContext): Promise<JsonObject> {
	const uploads = values.attachedFiles.map((file) => ({ file, to: NOTE_FILES }));
	return await withUploads(context, uploads, async (stored) => {
		const ids = [...values.options.attachmentsIds, ...stored.map(({ id }) => id)];
		const request = requestOf({ ...postOf(values), attachmentsIds: ids });
		const note = record((await context.client.request(request)).body, request);
		const held = [note.attachmentsIds].flat();
		const lost = stored.filter(({ id }) => !held.includes(id)).map(({ name }) => `“${name}”`);
		for (const text of missedMentions(note)) context.hint(text);
		if (lost.length) context.hint(`EspoCRM wrote the post without ${lost.join(', ')}.`);
		return note;
	});
}

function requestOf(body: JsonObject): EspoRequest {
	return { method: 'POST', path: ['Note'], body };
}

function postOf({ target, entityType, recordId, targetIds, post, options }: Values): JsonObject {
	const body: JsonObject = { type: 'Post', post: withMentions(post, options.mentionedUsers) };
	if (entityType && recordId) Object.assign(body, { parentType: entityType, parentId: recordId });
	else Object.assign(body, { targetType: target }, targetIds ? { [`${target}Ids`]: targetIds } : {});
	if (options.attachmentsIds.length) body.attachmentsIds = options.attachmentsIds;
	if (options.isInternal) body.isInternal = true;
	return body;
}
