import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { nodeError } from '../messages/nodeError';

/** Lets a drop-down show why it is empty. @throws NodeApiError, NodeOperationError */
export async function inDropdown<Result>(context: ILoadOptionsFunctions, load: () => Promise<Result>): Promise<Result> {
	try {
		return await load();
	} catch (error) {
		throw nodeError(error, { node: context.getNode() });
	}
}
