import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { objectAnswer } from '../../api/client/answerShape';
import { listPage } from '../../api/lists/ListRequest';
import type { EspoRequest } from '../../api/request/EspoRequest';
import { InvalidInput } from '../../api/values/InvalidInput';
import { isJsonObject } from '../../api/values/Json';
import { connect } from '../transport/connect';
import { byName } from './asOption';
import { inDropdown } from './inDropdown';

const MOST = 200;

/** Users by name, with what mentions them as the value. @throws NodeApiError, which the drop-down shows */
export async function getMentionableUsers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const params = { select: ['id', 'name', 'userName'], orderBy: 'userName', primaryFilter: 'active' };
		const page = await listPage(connect(this).client, { path: ['User'], params }, { maxSize: MOST });
		const users = page.list.filter(isJsonObject).map(({ name, userName }) => ({
			name: String(name ?? userName),
			value: String(userName),
			description: `@${String(userName)}`,
		}));
		return users.sort(byName);
	});
}

/** Reactions that this EspoCRM offers. @throws NodeApiError, NodeOperationError */
export async function getReactions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const request: EspoRequest = { method: 'GET', path: ['Settings'] };
		const { availableReactions } = objectAnswer(request, await connect(this).client.request(request));
		if (!Array.isArray(availableReactions))
			throw new InvalidInput('Reaction', 'This EspoCRM has no reactions', 'They need EspoCRM 9.0 or newer.');
		return availableReactions.map((name) => ({ name: String(name), value: String(name) }));
	});
}
