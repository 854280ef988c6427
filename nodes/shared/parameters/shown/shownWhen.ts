import type { INodeProperties } from 'n8n-workflow';

import type { Parameter } from '../reading/Parameter';

/** A parameter that is there only for some values of another one; without them its value is undefined. */
export function shownWhen<const Name extends string, Value>(
	controlling: string,
	values: string[],
	shown: Parameter<Name, Value>,
): Parameter<Name, Value | undefined> {
	const properties = shown.properties.map((property): INodeProperties => {
		const { displayOptions } = property;
		return { ...property, displayOptions: { ...displayOptions, show: { ...displayOptions?.show, [controlling]: values } } };
	});
	return {
		...shown,
		properties,
		read: async (reader) => (values.includes(String(reader.get(controlling))) ? await shown.read(reader) : undefined),
	};
}
