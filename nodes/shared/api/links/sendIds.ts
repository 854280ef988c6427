import { doneAnswer } from '../client/answerShape';
import type { EspoClient } from '../client/EspoClient';
import { EspoError, type EspoErrorKind } from '../client/EspoError';
import type { EspoRequest } from '../request/EspoRequest';

/** EspoCRM links one id after the other, some 4 ms each (espocrm-api.md#many-ids-in-one-request): this keeps a request far from any time-out. */
export const IDS_PER_REQUEST = 500;

/** What one of several ids can be the cause of. After anything else (no answer, a lock-out) more requests would only do harm. */
const CAUSED_BY_AN_ID: EspoErrorKind[] = ['forbidden', 'notFound', 'invalid', 'duplicate', 'server'];

/**
 * Sends a request that links or unlinks many ids, in as few requests as possible, and finds out which ids failed:
 * EspoCRM works through the ids and stops at the first that it refuses, so some are done (espocrm-api.md#many-ids-in-one-request). Repeating them
 * singly does no harm and tells exactly which.
 * @returns the errors by id; ids that are not in it are done
 */
export async function sendIds(client: EspoClient, request: EspoRequest, ids: string[]): Promise<Map<string, unknown>> {
	const failed = new Map<string, unknown>();
	for (let start = 0; start < ids.length; start += IDS_PER_REQUEST) {
		const part = ids.slice(start, start + IDS_PER_REQUEST);
		const error = await attempt(client, request, part);
		if (error === undefined) continue;
		const singly = part.length > 1 && isCausedByAnId(error);
		const outcome = singly
			? await oneByOne(client, request, part)
			: { failed: part.map((id): [string, unknown] => [id, error]), stopped: !isCausedByAnId(error) };
		for (const [id, reason] of outcome.failed) failed.set(id, reason);
		if (!outcome.stopped) continue;
		for (const id of ids.slice(start + part.length)) failed.set(id, outcome.failed[0]?.[1] ?? error);
		break;
	}
	return failed;
}

async function oneByOne(
	client: EspoClient,
	request: EspoRequest,
	ids: string[],
): Promise<{ failed: Array<[string, unknown]>; stopped: boolean }> {
	const failed: Array<[string, unknown]> = [];
	for (const [index, id] of ids.entries()) {
		const error = await attempt(client, request, [id]);
		if (error === undefined) continue;
		failed.push([id, error]);
		// Refused alike twice at the beginning, it is not the ids; and where nobody answers, it is no use to ask on.
		const common =
			index === 1 && failed.length === 2 && (sameRefusal(failed[0]?.[1], error) || (await parentIsMissing(client, request, error)));
		if (!common && isCausedByAnId(error)) continue;
		return { failed: [...failed, ...ids.slice(index + 1).map((rest): [string, unknown] => [rest, error])], stopped: true };
	}
	return { failed, stopped: false };
}

/** The error, or undefined when EspoCRM did it. */
async function attempt(client: EspoClient, request: EspoRequest, ids: string[]): Promise<unknown> {
	const whole: EspoRequest = { ...request, body: { ...request.body, ids } };
	try {
		doneAnswer(whole, await client.request(whole));
		return undefined;
	} catch (error) {
		return error;
	}
}

/** Whether one of several IDs can be the cause of a failure, so that the others may succeed. */
export function isCausedByAnId(error: unknown): boolean {
	return error instanceof EspoError && CAUSED_BY_AN_ID.includes(error.kind);
}

/** Refusals that are about the role or the parent. */
function sameRefusal(a: unknown, b: unknown): boolean {
	return refusalOf(a) !== undefined && refusalOf(a) === refusalOf(b);
}

function refusalOf(error: unknown): string | undefined {
	return error instanceof EspoError && error.kind === 'forbidden' ? error.details.reason || undefined : undefined;
}

/** A missing parent and a missing related record are answered alike: 404 without a reason (espocrm-api.md#relations). */
async function parentIsMissing(client: EspoClient, { path }: EspoRequest, error: unknown): Promise<boolean> {
	if (!(error instanceof EspoError) || error.kind !== 'notFound') return false;
	return await client.request({ method: 'GET', path, searchParams: { select: ['id'], maxSize: 1 } }).then(
		() => false,
		() => true,
	);
}
