import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import type { AttributeKind } from '../../../nodes/shared/api/values/fieldTypes';

/** A place of a node's parameters that an expression can fill. */
export interface Slot {
	/** Where it stands in the parameters. */
	path: string[];
	/** What the table calls it. */
	name: string;
	/** The labels of it and of what it stands in: a refusal names one of them. */
	labels: string[];
	property: INodeProperties;
	/** Values that it is made for. */
	goods: unknown[];
	/** The other parameters, with which it is shown. */
	base: INodeParameters;
	/** Whether it is one of the values of a row that is meant only together with the others. */
	inRow: boolean;
	/** Puts a value into the shape that the parameter keeps it in. */
	wrap: (value: unknown) => unknown;
	/** How an expression gives it, where the expression is more than the value. */
	express?: (js: string) => string;
	/** The kind of the attribute that the value is for. */
	kind?: AttributeKind;
}

/** Parameters with another value at a place; without the place when the value is undefined. */
export function withValue(parameters: INodeParameters, [key = '', ...rest]: string[], value: unknown): INodeParameters {
	const copy = (Array.isArray(parameters) ? [...(parameters as unknown[])] : { ...parameters }) as Record<string, unknown>;
	if (rest.length) copy[key] = withValue((copy[key] ?? {}) as INodeParameters, rest, value);
	else if (value === undefined) delete copy[key];
	else copy[key] = value;
	return copy as INodeParameters;
}

/** The parameters with the slot filled in; with it left alone when the value is undefined. */
export function filled({ base, path, wrap }: Slot, value: unknown): INodeParameters {
	return withValue(base, path, value === undefined ? undefined : wrap(value));
}
