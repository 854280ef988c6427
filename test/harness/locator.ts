import type { INodeParameterResourceLocator } from 'n8n-workflow';

/** What a resource locator holds when the user enters a value. */
export function locator(value: string, mode: 'id' | 'list' | 'url' = 'id'): INodeParameterResourceLocator {
	return { __rl: true, mode, value };
}
