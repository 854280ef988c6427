import type { INodeParameters } from 'n8n-workflow';

import { SAMPLE, type WorldItem } from './world';

const PLACES = Object.entries(SAMPLE) as Array<[keyof WorldItem, string]>;

/** The parameters with expressions in the place of what belongs to the first item, so that each item has its own. @param shared what all items have in common */
export function perItem(parameters: INodeParameters, shared: Array<keyof WorldItem> = []): INodeParameters {
	const places = PLACES.filter(([name]) => !shared.includes(name));
	const replaced = (value: unknown): unknown => {
		if (typeof value === 'string') return expressionFor(value, places);
		if (Array.isArray(value)) return value.map(replaced);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, replaced(part)]));
	};
	return replaced(parameters) as INodeParameters;
}

function expressionFor(text: string, places: typeof PLACES): string {
	const own = places.filter(([, value]) => text.includes(value));
	if (!own.length) return text;
	// n8n would take two brackets in it for the end of the expression.
	const literal = JSON.stringify(text).replaceAll('}', '\\u007d');
	return `={{ ${literal}${own.map(([name, value]) => `.split(${JSON.stringify(value)}).join($json.${name})`).join('')} }}`;
}
