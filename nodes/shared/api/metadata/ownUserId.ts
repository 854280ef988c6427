import { objectAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import type { EspoRequest } from '../request/EspoRequest';
import { isJsonObject } from '../values/Json';

/** The ID of the credential's user. @throws EspoError */
export async function ownUserId(client: EspoClient): Promise<string> {
	const request: EspoRequest = { method: 'GET', path: ['App', 'user'] };
	const { user } = objectAnswer(request, await client.request(request));
	return isJsonObject(user) ? String(user.id) : '';
}
