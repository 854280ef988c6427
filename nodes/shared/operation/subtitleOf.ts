import type { Operation } from './Operation';

/** The line below the node's name on the canvas, e.g. "Get many records: Account". */
export function subtitleOf(operations: Operation[]): string {
	const actions = Object.fromEntries(operations.map(({ resource, value, action }) => [`${resource}.${value}`, action]));
	const entityType = '($parameter["entityType"] ? ": " + ($parameter["entityType"].value || $parameter["entityType"]) : "")';
	return `={{ ${JSON.stringify(actions)}[$parameter["resource"] + "." + $parameter["operation"]] + ${entityType} }}`;
}
