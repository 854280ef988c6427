import { requiredIds } from '../../../shared/parameters/entered/requiredIds';
import { parameter } from '../../../shared/parameters/reading/Parameter';

const USERS = 'Follower Names or IDs';

export const FOLLOWERS_NEEDS =
	'The role needs edit and stream access to the record, and “Follower Management Permission” for other users than oneself (Administration > Roles).';

/** Users who follow a record, or are to. */
export const followers = parameter(
	'followers',
	{
		displayName: USERS,
		name: 'followers',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getUsers' },
		default: [],
		required: true,
		description:
			'The users; API users are not in the list, so enter their IDs. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(reader) => requiredIds(reader.resolved('followers') ?? [], USERS, 'Choose at least one user.'),
);
