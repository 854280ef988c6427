import type { INodeProperties, NodeParameterValueType } from 'n8n-workflow';

import { collectionOf } from '../entered/collectionOf';
import { refuseNothing } from '../entered/refuseNothing';
import { parameter, type Parameter, type ParameterReader } from '../reading/Parameter';
import { expressible } from './expressible';

/** An entry of the Options collection. */
export interface Option<Name extends string, Value> {
	name: Name;
	property: INodeProperties;
	/** @param value undefined when the option was not added @param reader of the item; absent where the value stands alone */
	read(value: unknown, reader?: ParameterReader): Value;
	/** Whether definitions of more than one entity type may be needed, once it is switched on. */
	isOfManyTypes?: boolean;
	/** Whether there would be more results without it, or a check less, so that an expression in it must give something. */
	narrows?: boolean;
}

type OptionValues<List extends ReadonlyArray<Option<string, unknown>>> = {
	[Item in List[number] as Item['name']]: ReturnType<Item['read']>;
};

/** An option of an operation. @param name by which the operation knows its value @param read checks the value @throws InvalidInput */
export function option<const Name extends string, Value>(
	name: Name,
	property: INodeProperties,
	read: Option<Name, Value>['read'],
): Option<Name, Value> {
	return { name, property, read };
}

/** An option without which there would be more results, or a check less, so that an expression in it must give something. */
export function narrowingOption<const Name extends string, Value>(
	name: Name,
	property: INodeProperties,
	read: Option<Name, Value>['read'],
): Option<Name, Value> {
	return { ...option(name, property, read), narrows: true };
}

const COLLECTION: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
};
/** What stands for it where it is one expression: the same of all operations, so that it stands once in the description of the node. */
const TWINS = expressible({ ...COLLECTION, options: [] }).slice(0, -1);

/** The Options collection of an operation. */
export function options<const List extends ReadonlyArray<Option<string, unknown>>>(list: List): Parameter<'options', OptionValues<List>> {
	const collection = parameter(
		'options',
		[
			...TWINS,
			...expressible({
				...COLLECTION,
				options: list.map(({ property }) => property).sort((a, b) => a.displayName.localeCompare(b.displayName)),
			}).slice(TWINS.length),
		],
		(reader) => {
			// Options of another operation stay in the workflow; in an expression an unknown one is a mistake.
			const known = reader.isFilledIn('options') ? list.map(({ name }) => name) : undefined;
			const given = collectionOf(reader.resolved('options'), 'Options', known);
			return Object.fromEntries(
				list.map(({ name, property, read, narrows }) => {
					if (narrows) refuseNothing(reader, given[name], ['options', name], { label: property.displayName });
					return [name, read(given[name] ?? undefined, reader)];
				}),
			) as OptionValues<List>;
		},
	);
	const ofManyTypes = list.filter((entry) => entry.isOfManyTypes).map(({ name }) => name);
	const isOn = (given: NodeParameterValueType | undefined) =>
		typeof given === 'object' &&
		given !== null &&
		Object.entries(given).some(([name, value]) => ofManyTypes.includes(name) && value !== false);
	return { ...collection, isOfManyTypes: (given) => isOn(given.options) };
}
