import { record } from '../../../shared/api/client/checkedAnswers';
import { identifierList, recordIdentifier } from '../../../shared/api/values/identifier';
import type { JsonObject } from '../../../shared/api/values/Json';
import { operation } from '../../../shared/operation/Operation';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { requiredText } from '../../../shared/parameters/entered/plainText';
import { dateTimeFormat, notePresentation } from '../../../shared/parameters/presentation/presentationOptions';
import { parameter, type ParameterValues } from '../../../shared/parameters/reading/Parameter';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { option, options } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';
import { target, targetIds } from '../../parameters/postTarget';

const post = parameter(
	'post',
	{
		displayName: 'Text',
		name: 'post',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. Please have a look, @emma',
		description: 'The text of the post, in Markdown. @ followed by a username mentions that user.',
	},
	(reader) => requiredText(reader.resolved('post'), 'Text', 'Enter the text of the post; otherwise EspoCRM would store an empty one.'),
);

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
	shownWhen('target', ['users', 'teams'], targetIds),
	post,
	options([attachmentsIds, dateTimeFormat, isInternal]),
] as const;

export const createPost = operation({
	resource: 'stream',
	value: 'createPost',
	name: 'Create Post',
	action: 'Create post in stream',
	description: 'Write a post to the stream of a record, or to users',
	effect: 'once',
	parameters,
	plan: (values) => ({
		request: { method: 'POST', path: ['Note'], body: postOf(values) },
		output: record,
		presents: notePresentation(values),
		// Posts stand in the order of the items.
		inFlight: 1,
	}),
});

function postOf({ target, entityType, recordId, targetIds, post, options }: ParameterValues<typeof parameters>): JsonObject {
	const body: JsonObject = { type: 'Post', post };
	if (entityType && recordId) Object.assign(body, { parentType: entityType, parentId: recordId });
	else Object.assign(body, { targetType: target }, targetIds ? { [`${target}Ids`]: targetIds } : {});
	if (options.attachmentsIds.length) body.attachmentsIds = options.attachmentsIds;
	if (options.isInternal) body.isInternal = true;
	return body;
}
