import type { INodeParameters } from 'n8n-workflow';

/** Gives what a parameter holds for an item: read anew where it may differ from item to item, once in a run where it can't. */
export type Constants = (name: string, read: () => unknown) => unknown;

/** @param entered the node's parameters, expressions unresolved */
export function createConstants(entered: INodeParameters): Constants {
	const known = new Map<string, unknown>();
	return (name, read) => {
		if (known.has(name)) return known.get(name);
		const value = read();
		if (!holdsExpression(entered[name.split('.')[0] ?? ''])) known.set(name, value);
		return value;
	};
}

/** Whether a part is an expression, at any depth. */
function holdsExpression(entered: unknown): boolean {
	if (typeof entered === 'string') return entered.startsWith('=');
	return typeof entered === 'object' && entered !== null && Object.values(entered).some(holdsExpression);
}
