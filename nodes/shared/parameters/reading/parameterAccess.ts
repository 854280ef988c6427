import type { INode, INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../api/values/InvalidInput';
import { hasNothing, isFilledIn } from './enteredValue';
import type { ParameterReader } from './Parameter';
import { sendable } from './sendable';
import { valueFrom, wholeValueFrom, type ValueContext } from './valueFrom';

type Access = Pick<ParameterReader, 'get' | 'resolved' | 'isFilledIn'>;

/**
 * How parameters are read, the same for items and triggers.
 * @param properties tell the labels of the parameters
 * @param resolve gives a parameter with its expressions resolved
 */
export function parameterAccess(node: INode, properties: readonly INodeProperties[], resolve: (name: string) => unknown): Access {
	const labelOf = (name: string) => properties.find((property) => property.name === name)?.displayName ?? name;
	const context = (name: string): ValueContext => ({ parameter: labelOf(name), labelOf: (key) => labelOfPart(properties, name, key) });
	const given = (name: string, value: unknown): unknown => {
		if (!hasNothing(value) || !isFilledIn(node.parameters, [name])) return value;
		throw givesNothing(labelOf(name));
	};
	return {
		get: (name) => valueFrom(resolve(name), context(name)),
		resolved: (name) => given(name, sendable(wholeValueFrom(resolve(name), context(name)), labelOf(name))),
		isFilledIn: (...path) => isFilledIn(node.parameters, path),
	};
}

/** What the user sees of a part of a collection, at any depth; its key where it is not known. */
function labelOfPart(properties: readonly INodeProperties[], name: string, key: string): string {
	const parts = (list: readonly object[]): object[] => list.flatMap((part) => [part, ...parts(innerOf(part))]);
	const found = parts(properties.filter((property) => property.name === name)).find(
		(part) => 'name' in part && part.name === key && 'displayName' in part,
	);
	return found && 'displayName' in found ? String(found.displayName) : key;
}

function innerOf(part: object): object[] {
	const { options = [], values = [] } = part as { options?: object[]; values?: object[] };
	return [...options, ...values];
}

/** For an expression that found nothing: left out, it would mean something else than what was asked for. */
export function givesNothing(label: string, parameter = label): InvalidInput {
	const place = label === parameter ? `“${label}”` : `“${label}” in “${parameter}”`;
	return new InvalidInput(
		parameter,
		`${place} is an expression that gives nothing`,
		'Check the expression, or clear it to leave the parameter empty.',
	);
}
