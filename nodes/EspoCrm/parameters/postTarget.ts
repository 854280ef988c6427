import { identifierList, recordIdentifier } from '../../shared/api/values/identifier';
import { InvalidInput } from '../../shared/api/values/InvalidInput';
import { chosenOf } from '../../shared/parameters/entered/chosenOf';
import { parameter } from '../../shared/parameters/reading/Parameter';

const TO = 'Post To';
const IDS = 'User or Team IDs';

/** To whom a post goes. */
export const target = parameter(
	'target',
	{
		displayName: TO,
		name: 'target',
		type: 'options',
		noDataExpression: true,
		default: 'record',
		options: [
			{ name: 'Record', value: 'record', description: 'The stream of a record' },
			{ name: 'Users', value: 'users', description: 'The users whose IDs you enter' },
			{ name: 'Teams', value: 'teams', description: 'All members of the teams whose IDs you enter' },
			{ name: 'Everyone', value: 'all', description: 'All users' },
		],
		description: 'Where the post appears',
	},
	(reader) => chosenOf(reader.get('target'), ['record', 'users', 'teams', 'all'], TO),
);

/** The users or teams, where it goes to such. */
export const targetIds = parameter(
	'targetIds',
	{
		displayName: IDS,
		name: 'targetIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 6b046affe09989a18, 6b046acf9378a5ecb',
		description:
			'The users or teams that get the post: one ID, or several separated by commas. An ID is the last part of the address when the user or team is open in EspoCRM.',
	},
	(reader) => {
		const ids = identifierList(reader.get('targetIds'), (id) => recordIdentifier(id, IDS));
		if (!ids.length) throw new InvalidInput(IDS, `“${IDS}” is empty`, 'Enter at least one ID.');
		return ids;
	},
);
