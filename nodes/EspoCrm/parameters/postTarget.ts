import { identifierList, recordIdentifier } from '../../shared/api/identifier';
import { InvalidInput } from '../../shared/api/InvalidInput';
import { parameter } from '../../shared/operation/Parameter';

/** To whom a post goes. */
export const target = parameter(
	'target',
	{
		displayName: 'Post To',
		name: 'target',
		type: 'options',
		noDataExpression: true,
		default: 'record',
		options: [
			{ name: 'Record', value: 'record', description: 'The stream of a record' },
			{ name: 'Users', value: 'users', description: 'Users, named by their IDs' },
			{ name: 'Teams', value: 'teams', description: 'All members of teams, named by their IDs' },
			{ name: 'Everyone', value: 'all', description: 'All users' },
		],
	},
	(reader) => String(reader.get('target')),
);

/** The users or teams, where it goes to such. */
export const targetIds = parameter(
	'targetIds',
	{
		displayName: 'User or Team IDs',
		name: 'targetIds',
		type: 'string',
		default: '',
		required: true,
		description: 'One ID, or several with commas between them',
	},
	(reader) => {
		const ids = identifierList(reader.get('targetIds'), (id) => recordIdentifier(id, 'User or Team IDs'));
		if (!ids.length) throw new InvalidInput('User or Team IDs', '“User or Team IDs” is empty');
		return ids;
	},
);
