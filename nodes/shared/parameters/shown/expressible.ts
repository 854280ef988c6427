import type { INodeProperties } from 'n8n-workflow';

const COLLECTIONS = ['collection', 'fixedCollection'];

/**
 * A collection that may also be one expression, as a whole or in a part of it (not within a row, as *Conditions* in a *Group*). n8n empties a collection whose value is text or a list
 * before the node sees it (NodeHelpers.getNodeParameters), and a filter would become "no filter". A hidden property of the same name keeps
 * the value, as n8n takes simple properties as they are, and the collection steps aside for a field that shows it.
 * @param path of the collection among the parameters of the node
 */
export function expressible(property: INodeProperties, path = property.name): INodeProperties[] {
	const { displayName, name, type, displayOptions, options = [] } = property;
	const inner = options.flatMap((part) =>
		'type' in part && COLLECTIONS.includes(part.type) ? expressible(part, `${path}.${part.name}`) : [part],
	);
	const rows = type === 'fixedCollection' ? options.map((part) => `/${path}.${part.name}`) : [];
	const isText = [{ _cnd: { regex: '^' } }];
	// Text and lists have a length, what the editor saves has none.
	const isTextOrList: Shown = [`/${path}.length`, [{ _cnd: { exists: true } }]];
	const shown: Shown[] = [isTextOrList, ...rows.map((place): Shown => [place, isText])];
	// The editor resolves expressions for its drop-downs; what gives nothing yet is no list of rows, which n8n would stumble over.
	const hidden: Shown[] = [isTextOrList, ...rows.map((place): Shown => [place, [...isText, null]])];
	return [
		{ displayName, name, type: 'hidden', default: {}, ...(displayOptions ? { displayOptions } : {}) },
		...shown.map((condition): INodeProperties => ({
			displayName,
			name,
			type: 'json',
			default: {},
			hint: AS_EXPRESSION,
			displayOptions: { ...displayOptions, show: { ...displayOptions?.show, ...Object.fromEntries([condition]) } },
		})),
		{
			...property,
			options: inner as INodeProperties['options'],
			displayOptions: { ...displayOptions, hide: { ...displayOptions?.hide, ...Object.fromEntries(hidden) } },
		},
	];
}

type Shown = [place: string, conditions: NonNullable<NonNullable<INodeProperties['displayOptions']>['hide']>[string]];

const AS_EXPRESSION = 'Set as one value; Reset Value brings the fields back';
