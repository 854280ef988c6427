import { isJsonObject, type Json } from '../../../shared/api/Json';
import { operation } from '../../../shared/operation/Operation';
import { object } from '../../../shared/operation/outputs';
import { parameter } from '../../../shared/operation/Parameter';

const PARTS = ['user', 'acl', 'preferences', 'settings'];

const parts = parameter(
	'parts',
	{
		displayName: 'Parts',
		name: 'parts',
		type: 'multiOptions',
		options: [
			{ name: 'Access Rights', value: 'acl' },
			{ name: 'Preferences', value: 'preferences' },
			{ name: 'Settings', value: 'settings' },
			{ name: 'User', value: 'user' },
		],
		default: ['user'],
		description: 'What to return about the user of the credential',
	},
	(reader) => {
		const chosen = reader.get('parts');
		const names = (Array.isArray(chosen) ? chosen : String(chosen ?? '').split(',')).map((name) => String(name).trim());
		return PARTS.filter((name) => names.includes(name));
	},
);

export const getCurrent = operation({
	resource: 'user',
	value: 'getCurrent',
	name: 'Get Current',
	action: 'Get current user',
	description: 'Retrieve the user of the credential, with access rights, preferences and settings',
	parameters: [parts],
	request: () => ({ method: 'GET', path: ['App', 'user'] }),
	// The answer also holds the session token, which is nobody's business in a workflow.
	output: (body, request, { parts }) => {
		const answer = object(body, request);
		const wanted = parts.length ? parts : ['user'];
		return Object.fromEntries(wanted.map((name): [string, Json] => [name, isJsonObject(answer[name]) ? answer[name] : {}]));
	},
});
