import type { Parameter } from './Parameter';

/** What the user sees of a parameter. @param name as n8n addresses it; what it does not know is its own label */
export function labelOf(parameters: readonly Parameter[], name: string): string {
	return parameters.flatMap(({ properties }) => properties).find((property) => property.name === name)?.displayName ?? name;
}
