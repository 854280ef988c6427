import { identifierList, recordIdentifier } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { refuseGaps } from '../../../shared/parameters/entered/refuseGaps';
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
			'The users; API users by their IDs. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(reader) => {
		const given = reader.resolved('followers') ?? [];
		refuseGaps(given, USERS);
		const ids = identifierList(given, (id) => recordIdentifier(id, USERS));
		if (!ids.length) throw new InvalidInput(USERS, `“${USERS}” is empty`, 'Choose at least one user.');
		return ids;
	},
);
