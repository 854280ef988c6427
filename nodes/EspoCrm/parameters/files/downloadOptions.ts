import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { filledText } from '../../../shared/parameters/entered/filledText';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { option } from '../../../shared/parameters/shown/options';

const FIELD = 'Put Output File in Field';
const NAMES_OF_OBJECTS = ['__proto__', 'constructor', 'prototype'];

/** Where files stand in the output. */
export const outputField = parameter(
	'outputField',
	{
		displayName: FIELD,
		name: 'outputField',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. document',
		hint: 'The name of the output binary field to put the file in',
	},
	(reader) => {
		const name = filledText(reader, 'outputField', FIELD, 'Enter a name, e.g. data.').trim();
		if (NAMES_OF_OBJECTS.includes(name)) throw new InvalidInput(FIELD, `“${name}” can't be the name of a field`);
		return name;
	},
);

export const allInOneItem = option(
	'allInOneItem',
	{
		displayName: 'All in One Item',
		name: 'allInOneItem',
		type: 'boolean',
		default: false,
		description: 'Whether to put all files into one item, in numbered fields such as data_0, instead of one item for each file',
	},
	(value) => isOn(value, 'All in One Item'),
);
