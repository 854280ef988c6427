import type { StreamSource } from '../../api/stream/StreamSource';
import { InvalidInput } from '../../api/values/InvalidInput';
import { oneOf } from '../entered/oneOf';
import { parameter } from '../reading/Parameter';

type SourceKind = StreamSource['kind'];

const NAME = 'Source';
const KINDS: SourceKind[] = ['everything', 'myStream', 'record'];

/** What each source takes, in the words of a refusal. */
export const SOURCE_NEEDS: Record<SourceKind, string> = {
	everything:
		'“Everything I Can Access” needs EspoCRM 8.2 or newer and a role with access to Global Stream (Administration > Roles); on older servers choose “My Stream”.',
	myStream: '“My Stream” shows what the user follows; an API user follows nothing on its own: use Stream: Follow first.',
	record: 'The stream of a record needs stream access to its entity type (Administration > Roles).',
};

/** For an action; the trigger has the same choice with another default. */
export const source = parameter(
	'source',
	{
		displayName: NAME,
		name: 'source',
		type: 'options',
		noDataExpression: true,
		default: 'myStream',
		options: [
			{
				name: 'Everything I Can Access',
				value: 'everything',
				description: 'Needs EspoCRM 8.2 or newer and a role with access to Global Stream',
			},
			{ name: 'My Stream', value: 'myStream', description: 'What the authenticated user follows' },
			{ name: 'One Record', value: 'record', description: 'The stream of a record' },
		],
		description: 'Where the notes come from',
	},
	(reader) => {
		const given = reader.get('source') ?? '';
		// No default: it is another one in the trigger.
		if (!String(given).trim()) throw new InvalidInput(NAME, `“${NAME}” is empty`);
		return oneOf(given, KINDS, NAME);
	},
);

/** What the chosen source is to the API; a record needs its entity type and ID. */
export function sourceOf(kind: SourceKind, entityType?: string, id?: string): StreamSource {
	if (kind !== 'record') return { kind };
	if (!entityType || !id) throw new InvalidInput('Record', '“Record” is empty');
	return { kind, entityType, id };
}
