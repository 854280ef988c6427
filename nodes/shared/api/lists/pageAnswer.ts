import type { EspoAnswer, EspoClient } from '../client/EspoClient';
import { EspoError } from '../client/EspoError';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';

const MAX_SIZE_REASON = /^Max size should not exceed (\d+)/;

/** The answer to a request for one page. A server whose administrator set a smaller page is met by reading its limit from the refusal, once. */
export async function pageAnswer(client: EspoClient, request: EspoRequest): Promise<EspoAnswer> {
	const maxSize = Math.min(request.searchParams?.maxSize ?? client.pageSize, client.pageSize);
	try {
		return await client.request({ ...request, searchParams: { ...request.searchParams, maxSize } });
	} catch (error) {
		const limit = error instanceof EspoError ? Number(MAX_SIZE_REASON.exec(error.details.reason ?? '')?.[1]) : NaN;
		if (!(limit > 0 && limit < maxSize)) throw asError(error);
		client.pageSize = limit;
		return await pageAnswer(client, request);
	}
}
