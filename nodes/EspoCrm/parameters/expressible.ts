import type { INodeProperties } from 'n8n-workflow';

const COLLECTIONS = ['collection', 'fixedCollection'];

/**
 * A collection that may also be one expression, as a whole or in a part of it. n8n empties a collection whose value is text or a list
 * before the node sees it (NodeHelpers.getNodeParameters), and a filter would become "no filter". A hidden property of the same name keeps
 * the value, as n8n takes simple properties as they are, and the collection steps aside for it.
 * @param path of the collection among the parameters of the node
 */
export function expressible(property: INodeProperties, path = property.name): INodeProperties[] {
	const { displayName, name, type, displayOptions, options = [] } = property;
	const inner = options.flatMap((part) => ('type' in part && COLLECTIONS.includes(part.type) ? expressible(part, `${path}.${part.name}`) : [part]));
	const rows = type === 'fixedCollection' ? options.map((part) => `${path}.${part.name}`) : [];
	const isText = Object.fromEntries(rows.map((place) => [`/${place}`, [{ _cnd: { regex: '^' } }]]));
	// Text and lists have a length, what the editor saves has none.
	const isTextOrList = { [`/${path}.length`]: [{ _cnd: { exists: true as const } }] };
	return [
		{ displayName, name, type: 'hidden', default: {}, ...(displayOptions ? { displayOptions } : {}) },
		{
			...property,
			options: inner as INodeProperties['options'],
			displayOptions: { ...displayOptions, hide: { ...displayOptions?.hide, ...isTextOrList, ...isText } },
		},
	];
}
