import { nameIdentifier } from '../../../shared/api/values/identifier';
import { parameter } from '../../../shared/parameters/reading/Parameter';

const REACTION = 'Reaction Name or ID';

export const REACTION_NEEDS = 'Reactions need EspoCRM 9.0 or newer.';

/** A reaction to a note. */
export const reaction = parameter(
	'reaction',
	{
		displayName: REACTION,
		name: 'reaction',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getReactions' },
		default: 'Like',
		required: true,
		description:
			'The reaction, one of those that EspoCRM offers. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(reader) => nameIdentifier(reader.get('reaction'), REACTION),
);
