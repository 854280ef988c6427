import { identifierList, nameIdentifier } from '../shared/api/values/identifier';
import { InvalidInput } from '../shared/api/values/InvalidInput';
import { oneOf } from '../shared/parameters/entered/oneOf';
import { wholeNumber } from '../shared/parameters/entered/wholeNumber';
import { narrowingOption, option, type Option } from '../shared/parameters/shown/options';

const FIELDS = 'Changed Field Names or IDs';
const START = 'Start With Last Events';
const MOST_AT_START = 200;

/** The option, for some kinds of events only; for the others it counts as not added. */
export function onlyOn<Name extends string, Value>(kinds: readonly string[], given: Option<Name, Value>): Option<Name, Value> {
	return { ...given, property: { ...given.property, displayOptions: { show: { '/triggerOn': [...kinds] } } } };
}

export const changedFields = narrowingOption(
	'changedFields',
	{
		displayName: FIELDS,
		name: 'changedFields',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getAuditedFields', loadOptionsDependsOn: ['entityTypes', 'entityType.value'] },
		default: [],
		description:
			'Only deliver changes to these fields. The stream shows only fields that are marked as audited. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(value) => identifierList(value ?? [], (name) => nameIdentifier(name, FIELDS)),
);

export const itemPer = option(
	'itemPer',
	{
		displayName: 'One Item Per',
		name: 'itemPer',
		type: 'options',
		default: 'event',
		options: [
			{ name: 'Event', value: 'event', description: 'Each event is an item' },
			{
				name: 'Record',
				value: 'record',
				description: 'All events of a record that one poll finds are one item: the latest event, with all of them under “events”',
			},
		],
		description: 'What each item stands for',
	},
	(value) => oneOf(value, ['event', 'record'], 'One Item Per'),
);

export const startWith = narrowingOption(
	'startWith',
	{
		displayName: START,
		name: 'startWith',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: MOST_AT_START },
		default: 0,
		description: 'How many existing events to deliver when the workflow is activated for the first time',
	},
	(value) => {
		const count = wholeNumber(value, START, 0) ?? 0;
		if (count > MOST_AT_START) throw new InvalidInput(START, `“${START}” can be at most ${MOST_AT_START}`);
		return count;
	},
);
