import type { INodeParameters } from 'n8n-workflow';

import { isNothing } from '../../api/values/given';

/** The keys on the way to a parameter, e.g. `['filters', 'conditions', 'condition', 0, 'value']`. */
export type ParameterPath = ReadonlyArray<string | number>;

/**
 * Whether a parameter holds an expression, by itself or because it is part of one. What an AI agent is to fill in does not count:
 * n8n makes it send every argument, so an empty one means "not given" (design.md#ai-tools).
 * @param parameters of the node as they were entered
 */
export function isFilledIn(parameters: INodeParameters, path: ParameterPath): boolean {
	let entered: unknown = parameters;
	for (const key of path) {
		if (typeof entered !== 'object' || entered === null) break;
		entered = (entered as Record<string | number, unknown>)[key];
	}
	const isLocator = typeof entered === 'object' && entered !== null && 'value' in entered && 'mode' in entered;
	const texts = [isLocator ? (entered as { value: unknown }).value : entered].flat();
	return texts.some((text) => typeof text === 'string' && text.startsWith('=') && !/\$fromAI\s*\(/i.test(text));
}

/** Whether a value is what an expression gives that found nothing, or has such an entry. */
export function hasNothing(value: unknown): boolean {
	if (Array.isArray(value)) return value.some((entry) => !Array.isArray(entry) && hasNothing(entry));
	return Number.isNaN(value) || isNothing(value);
}
