import { chosenOf } from '../shared/parameters/entered/chosenOf';
import { parameter } from '../shared/parameters/reading/Parameter';

const NAME = 'Trigger On';

/** Kinds of events; the first is what workflows mean that were saved before there was a choice. */
const TRIGGER_ON = ['streamEvent', 'recordCreated', 'recordUpdated', 'recordCreatedOrUpdated', 'recordEntersFilter'] as const;

export const ON_STREAM = ['streamEvent'];
/** Those that look at records instead of notes. */
export const ON_RECORDS = TRIGGER_ON.filter((kind) => kind !== 'streamEvent');

export const triggerOn = parameter(
	'triggerOn',
	{
		displayName: NAME,
		name: 'triggerOn',
		type: 'options',
		noDataExpression: true,
		default: 'streamEvent',
		options: [
			{ name: 'Record Created', value: 'recordCreated', description: 'A record of one entity type was created' },
			{
				name: 'Record Created or Updated',
				value: 'recordCreatedOrUpdated',
				description: 'A record of one entity type was created or updated',
			},
			{
				name: 'Record Enters Filter',
				value: 'recordEntersFilter',
				description: 'A record begins to match the filter, for whatever reason',
			},
			{ name: 'Record Updated', value: 'recordUpdated', description: 'A record of one entity type was updated' },
			{
				name: 'Stream Event',
				value: 'streamEvent',
				description: 'EspoCRM wrote a note to its stream: a post, a change of an audited field, an e-mail …',
			},
		],
		description: 'What starts the workflow',
	},
	(reader) => chosenOf(reader.get('triggerOn') ?? TRIGGER_ON[0], TRIGGER_ON, NAME),
);
