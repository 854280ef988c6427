import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

import { EspoCrm } from '../../../nodes/EspoCrm/EspoCrm.node';
import type { MappedField } from '../../../nodes/shared/n8n/editor/savedFields';
import type { Answer, Received } from '../../engine/server/startServer';
import { memoryContext } from '../../properties/memoryNode';

let opened = 0;

/** A value of the panel, by the path of its keys. */
function at(parameters: object, path: string): unknown {
	return path.split('.').reduce<unknown>((holder, key) => (holder as Record<string, unknown> | undefined)?.[key], parameters);
}

/**
 * The editor's panel with what is chosen in it, without n8n's engine.
 * @param row the parameters beside the list that is opened, where it is in a row
 */
export function openPanel(
	parameters: INodeParameters,
	answer: (request: Received) => Answer,
	row: INodeParameters = {},
	type: INodeType = new EspoCrm(),
) {
	const sent: string[] = [];
	const setting = {
		type,
		// An address of its own for each: metadata is kept for each.
		credentials: { authentication: 'apiKey' as const, apiKey: 'key', url: `https://panel${++opened}.example.com` },
		answer: async (request: Received) => {
			await Promise.resolve();
			sent.push(decodeURIComponent(`${request.method} ${request.url.replace('/api/v1', '')}`));
			return answer(request);
		},
		onSend: () => undefined,
		onHint: () => undefined,
	};
	const context = {
		...(memoryContext(setting, parameters, undefined, {}) as unknown as IExecuteFunctions),
		getCurrentNodeParameters: () => parameters,
		getCurrentNodeParameter: (name: string, options?: { extractValue?: boolean }) => {
			const value = name.startsWith('&') ? at(row, name.slice(1)) : at(parameters, name);
			return options?.extractValue && typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
		},
	} as unknown as ILoadOptionsFunctions;
	const { loadOptions, listSearch, resourceMapping } = type.methods ?? {};
	const mapping = async () => await resourceMapping?.getMappingFields?.call(context);
	return {
		sent,
		site: setting.credentials.url,
		options: async (method: string): Promise<INodePropertyOptions[]> => (await loadOptions?.[method]?.call(context)) ?? [],
		search: async (method: string, filter?: string, token?: string): Promise<INodeListSearchResult | undefined> =>
			await listSearch?.[method]?.call(context, filter, token),
		mapping,
		fields: async () => ((await mapping())?.fields ?? []) as MappedField[],
	};
}
