import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Operation, Resource } from './Operation';

/** The node's parameters, derived from the registry: both selectors, then each parameter with the operations that show it. */
export function describeOperations(resources: Resource[], operations: Operation[]): INodeProperties[] {
	return [
		resourceSelector(resources),
		...resources.flatMap(({ value }) =>
			describeResource(
				value,
				operations.filter(({ resource }) => resource === value),
			),
		),
	];
}

function resourceSelector(resources: Resource[]): INodeProperties {
	return selector('Resource', 'resource', sorted(resources), resources[0]?.value ?? '');
}

function selector(displayName: string, name: string, options: INodePropertyOptions[], chosen: string): INodeProperties {
	return { displayName, name, type: 'options', noDataExpression: true, options, default: chosen };
}

function describeResource(resource: string, operations: Operation[]): INodeProperties[] {
	const options = sorted(operations.map(({ name, value, action, description }) => ({ name, value, action, description })));
	const chosen = operations.find(({ value }) => value === 'getAll') ?? operations[0];
	const operationSelector: INodeProperties = {
		...selector('Operation', 'operation', options, chosen?.value ?? ''),
		displayOptions: { show: { resource: [resource] } },
	};
	return [operationSelector, ...mergedUses(operations).map(({ property, values }) => shownFor(property, resource, values))];
}

interface Use {
	property: INodeProperties;
	/** The operations that show it. */
	values: string[];
}

/**
 * The parameters of all operations. The same object used by several is one parameter: it keeps its value when the user
 * switches between them. Each stands behind the one that precedes it in its own operation.
 */
function mergedUses(operations: Operation[]): Use[] {
	const uses: Use[] = [];
	for (const { value, parameters } of operations) {
		let behind = 0;
		for (const property of parameters.flatMap(({ properties }) => properties)) {
			const known = uses.find((use) => use.property === property);
			if (known) known.values.push(value);
			else uses.splice(behind, 0, { property, values: [value] });
			behind = uses.findIndex((use) => use.property === property) + 1;
		}
	}
	return uses;
}

function shownFor(property: INodeProperties, resource: string, operations: string[]): INodeProperties {
	const { displayOptions } = property;
	return { ...property, displayOptions: { ...displayOptions, show: { resource: [resource], operation: operations, ...displayOptions?.show } } };
}

function sorted(options: INodePropertyOptions[]): INodePropertyOptions[] {
	return [...options].sort((a, b) => a.name.localeCompare(b.name));
}
