import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation, Resource } from './Operation';

/** The node's parameters, derived from the registry: both selectors, then each parameter with the operations that show it. */
export function describeOperations(resources: Resource[], operations: Operation[]): INodeProperties[] {
	const ofResource = (resource: string) => operations.filter((operation) => operation.resource === resource);
	return [
		resourceSelector(resources),
		...resources.map(({ value }) => operationSelector(value, ofResource(value))),
		...mergedUses(operations).flatMap((use) => shown(use, operations)),
	];
}

function resourceSelector(resources: Resource[]): INodeProperties {
	return selector('Resource', 'resource', sorted(resources), resources[0]?.value ?? '');
}

function selector(displayName: string, name: string, options: INodePropertyOptions[], chosen: string): INodeProperties {
	return { displayName, name, type: 'options', noDataExpression: true, options, default: chosen };
}

function operationSelector(resource: string, operations: Operation[]): INodeProperties {
	const options = sorted(operations.map(({ name, value, action, description }) => ({ name, value, action, description })));
	const chosen = operations.find(({ value }) => value === 'getAll') ?? operations[0];
	return { ...selector('Operation', 'operation', options, chosen?.value ?? ''), displayOptions: { show: { resource: [resource] } } };
}

interface Use {
	property: INodeProperties;
	/** Those that show it. */
	operations: Operation[];
}

/**
 * The parameters of all operations. The same object used by several is one parameter: it keeps its value when the user
 * switches between them. Each stands behind those that precede it in an operation.
 */
function mergedUses(operations: Operation[]): Use[] {
	const chains = operations.map(({ parameters }) => parameters.flatMap(({ properties }) => properties));
	const waiting = unique(chains.flat());
	const sorted: INodeProperties[] = [];
	const isNext = (property: INodeProperties) =>
		chains.every(
			(chain) => !chain.includes(property) || chain.slice(0, chain.indexOf(property)).every((before) => sorted.includes(before)),
		);
	for (let next = waiting.find(isNext) ?? waiting[0]; next; next = waiting.find(isNext) ?? waiting[0]) {
		sorted.push(next);
		waiting.splice(waiting.indexOf(next), 1);
	}
	return sorted.map((property) => ({ property, operations: operations.filter((_, index) => chains[index]?.includes(property)) }));
}

/** Once for all its operations where resources and operations say together what they are, else once for each resource. */
function shown({ property, operations }: Use, all: Operation[]): INodeProperties[] {
	const [resources, values] = [unique(operations.map(({ resource }) => resource)), unique(operations.map(({ value }) => value))];
	const isExact = all.every((other) => !resources.includes(other.resource) || !values.includes(other.value) || operations.includes(other));
	if (isExact) return [shownFor(property, resources, values)];
	return resources.map((resource) => {
		const own = operations.filter((operation) => operation.resource === resource);
		return shownFor(
			property,
			[resource],
			own.map(({ value }) => value),
		);
	});
}

function shownFor(property: INodeProperties, resource: string[], operation: string[]): INodeProperties {
	const { displayOptions } = property;
	return { ...property, displayOptions: { ...displayOptions, show: { resource, operation, ...displayOptions?.show } } };
}

function unique<Value>(values: Value[]): Value[] {
	return [...new Set(values)];
}

function sorted(options: INodePropertyOptions[]): INodePropertyOptions[] {
	return [...options].sort((a, b) => a.name.localeCompare(b.name));
}
