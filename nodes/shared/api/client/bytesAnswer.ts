import type { IncomingBytes } from '../request/Bytes';
import type { EspoRequest } from '../request/EspoRequest';
import type { HttpResponse } from '../request/Send';
import { EspoError } from './EspoError';

/** The file of an answer. @throws EspoError when it is none, so that a page is never kept as the file */
export function bytesAnswer({ method, path }: EspoRequest, { status, headers, body, chunks }: HttpResponse): IncomingBytes {
	if (!chunks) throw new EspoError({ kind: 'notEspo', request: { method, path }, status, body });
	return { headers, chunks };
}
