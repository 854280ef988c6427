import type { Presentation } from '../../api/presented/presented';
import { isOn } from '../entered/isOn';
import { oneOf } from '../entered/oneOf';
import { option } from '../shown/options';
import type { ChosenOutput } from './output';

const FORMAT = 'Date-Time Format';

export const dateTimeFormat = option(
	'dateTimeFormat',
	{
		displayName: FORMAT,
		name: 'dateTimeFormat',
		type: 'options',
		default: 'iso',
		options: [
			{ name: 'EspoCRM', value: 'espo', description: '2026-11-23 10:00:00, always in UTC' },
			{ name: 'ISO 8601', value: 'iso', description: "2026-11-23T10:00:00Z, which n8n's date functions read as UTC" },
		],
		description: 'The format of dates with a time',
	},
	(value): Presentation['dateTimes'] => oneOf(value, ['iso', 'espo'], FORMAT),
);

const labels = option(
	'addLabels',
	{
		displayName: 'Add Labels',
		name: 'addLabels',
		type: 'boolean',
		default: false,
		description: 'Whether to add the labels of options, e.g. “stageLabel” next to “stage”',
	},
	(value) => isOn(value, 'Add Labels'),
);

/** The options of a field can be those of another type's. */
export const addLabels: typeof labels = { ...labels, isOfManyTypes: true };

interface Shown {
	entityType: string;
	link?: string;
	output?: ChosenOutput;
	options: { dateTimeFormat: Presentation['dateTimes']; addLabels: boolean };
}

/** How an operation shows its records, by the values of its parameters: for `presents`. */
export function presentation({ entityType, link, output, options }: Shown): Presentation {
	return { ...output, entityType, link, dateTimes: options.dateTimeFormat, labels: options.addLabels };
}

/** How notes are shown. */
export function notePresentation({ options }: { options: Pick<Shown['options'], 'dateTimeFormat'> }): Presentation {
	return { entityType: 'Note', dateTimes: options.dateTimeFormat, labels: false };
}
