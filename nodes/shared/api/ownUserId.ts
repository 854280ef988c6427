import { objectAnswer } from './answerShape';
import type { EspoClient } from './EspoClient';
import type { EspoRequest } from './EspoRequest';
import { isJsonObject } from './Json';

/** The ID of the credential's user. @throws EspoError */
export async function ownUserId(client: EspoClient): Promise<string> {
	const request: EspoRequest = { method: 'GET', path: ['App', 'user'] };
	const { user } = objectAnswer(request, await client.request(request));
	return isJsonObject(user) ? String(user.id) : '';
}
