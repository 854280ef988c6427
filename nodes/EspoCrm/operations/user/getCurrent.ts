import { object } from '../../../shared/api/client/checkedAnswers';
import { inIso } from '../../../shared/api/presented/isoDateTimes';
import { identifierList } from '../../../shared/api/values/identifier';
import { isJsonObject, type Json, type JsonObject } from '../../../shared/api/values/Json';
import { operation } from '../../../shared/operation/Operation';
import { oneOf } from '../../../shared/parameters/entered/oneOf';
import { dateTimeFormat } from '../../../shared/parameters/presentation/presentationOptions';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { options } from '../../../shared/parameters/shown/options';

const NAME = 'Parts';
/** In the order in which they are returned. What is not here is never shown. */
const OPTIONS = [
	{ name: 'User', value: 'user' },
	{ name: 'Access Rights', value: 'acl' },
	{ name: 'Preferences', value: 'preferences' },
	{ name: 'Settings', value: 'settings' },
];
const PARTS = OPTIONS.map(({ value }) => value);
const DATE_TIMES = ['createdAt', 'modifiedAt', 'lastAccess'];

const parts = parameter(
	'parts',
	{
		displayName: NAME,
		name: 'parts',
		type: 'multiOptions',
		options: OPTIONS,
		default: ['user'],
		description: 'What to return about the authenticated user. Leave empty for the user record.',
	},
	(reader) => {
		const chosen = identifierList(reader.get('parts') ?? [], (name) => oneOf(name, PARTS, NAME));
		return PARTS.filter((name) => chosen.includes(name));
	},
);

export const getCurrent = operation({
	resource: 'user',
	value: 'getCurrent',
	name: 'Get Current',
	action: 'Get current user',
	description: 'Retrieve the authenticated user, with access rights, preferences and settings',
	effect: 'read',
	parameters: [parts, options([dateTimeFormat])],
	plan: ({ parts, options }) => ({
		request: { method: 'GET', path: ['App', 'user'] },
		// The answer also holds the session token, which is nobody's business in a workflow.
		output: (body, request) => {
			const answer = object(body, request);
			const wanted = parts.length ? parts : ['user'];
			const shown = (name: string, part: Json | undefined): JsonObject => {
				if (!isJsonObject(part)) return {};
				return name === 'user' && options.dateTimeFormat === 'iso' ? inIso(part, DATE_TIMES) : part;
			};
			return Object.fromEntries(wanted.map((name) => [name, shown(name, answer[name])]));
		},
	}),
});
