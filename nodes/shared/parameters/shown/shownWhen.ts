import type { INodeProperties } from 'n8n-workflow';

import type { Parameter } from '../reading/Parameter';

/** A parameter that is there only for some values of another one; without them its value is undefined. */
export function shownWhen<const Name extends string, Value>(
	controlling: string,
	values: string[],
	shown: Parameter<Name, Value>,
): Parameter<Name, Value | undefined> {
	const condition = JSON.stringify([controlling, values]);
	return {
		...shown,
		properties: shown.properties.map((property) => conditional(property, condition)),
		read: async (reader) => (values.includes(String(reader.get(controlling))) ? await shown.read(reader) : undefined),
	};
}

/** Operations that show a property under the same condition share it, so that it stands once in the description of the node. */
const known = new WeakMap<INodeProperties, Map<string, INodeProperties>>();

function conditional(property: INodeProperties, condition: string): INodeProperties {
	const byCondition = known.get(property) ?? new Map<string, INodeProperties>();
	known.set(property, byCondition);
	const made = byCondition.get(condition) ?? withCondition(property, JSON.parse(condition) as [string, string[]]);
	byCondition.set(condition, made);
	return made;
}

function withCondition(property: INodeProperties, [controlling, values]: [string, string[]]): INodeProperties {
	const { displayOptions } = property;
	return { ...property, displayOptions: { ...displayOptions, show: { ...displayOptions?.show, [controlling]: values } } };
}
