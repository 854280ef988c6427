import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { EspoError, type EspoErrorKind } from '../../api/client/EspoError';
import { errorText } from '../../api/messages/errorText';
import { brokenRule, type FieldTexts } from '../../api/messages/validationText';
import type { Metadata } from '../../api/metadata/Metadata';
import { EXAMPLES } from '../../api/values/attributeValues';
import { InvalidInput } from '../../api/values/InvalidInput';

/** Reasons of EspoCRM that are about server or role, not about the record. */
const LACKING = /^(Controller .*|Action .*|No \S+ access\.|)$/;

export interface ErrorPlace {
	node: INode;
	itemIndex?: number;
	/** What the operation needs of server and role. */
	needs?: string;
	/** Added to the description, e.g. which items were done. */
	note?: string;
	/** Whether n8n keeps nothing but the message, as when a workflow is activated or goes on after a failure: then what to do is a part of it. */
	isMessageOnly?: boolean;
}

/** n8n's words for why something failed; hosts that do not know them ignore them. */
const CAUSES: Partial<Record<EspoErrorKind, string>> = {
	denied: 'credential-invalid',
	forbidden: 'configuration-invalid',
	notFound: 'configuration-invalid',
	redirect: 'configuration-invalid',
	throttled: 'rate-limited',
	unavailable: 'temporarily-unavailable',
	unreachable: 'temporarily-unavailable',
	noAnswer: 'temporarily-unavailable',
	lockedOut: 'temporarily-unavailable',
};

/** The one builder of errors that users see. */
export function nodeError(error: unknown, place: ErrorPlace, texts?: FieldTexts): NodeApiError | NodeOperationError {
	const { node, itemIndex, note } = place;
	if (error instanceof EspoError) return apiError(error, place, texts);
	if (error instanceof InvalidInput) {
		const { message, description } = shown(error.message, sentences(error.hint, note), place);
		return inOurWords(new NodeOperationError(node, message, { description, itemIndex }), message, description);
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return Object.assign(error, shown(error.message, sentences(error.description, note), place));
	}
	const text = shown(error instanceof Error ? error.message : String(error), note, place);
	return inOurWords(
		new NodeOperationError(node, error instanceof Error ? error : text.message, { itemIndex }),
		text.message,
		text.description,
	);
}

/** Label and possible values for an error that names a field; they cost requests, so they are asked for only then. */
export async function fieldTexts(error: unknown, metadata: Metadata): Promise<FieldTexts | undefined> {
	const broken = error instanceof EspoError ? brokenRule(error) : undefined;
	if (!broken) return undefined;
	const { entityType, field, rule } = broken;
	const attribute = rule === 'validCurrency' ? `${field}Currency` : field;
	const listed = ['valid', 'validCurrency'].includes(rule);
	try {
		const options = listed ? await metadata.options(entityType, attribute) : undefined;
		const kinds = await metadata.attributeKinds(entityType);
		const kind = listed ? kinds.get(attribute) : undefined;
		const isLink = kinds.has(`${field}Id`) || kinds.has(`${field}Ids`);
		const example = attribute === 'phoneNumber' ? 'a number in international form, e.g. +31201234567' : kind && EXAMPLES[kind];
		const pattern = rule === 'pattern' ? await metadata.pattern(entityType, field) : undefined;
		return { labels: await metadata.labels(), options, example, pattern, isLink };
	} catch {
		return undefined;
	}
}

function apiError(error: EspoError, place: ErrorPlace, texts?: FieldTexts): NodeApiError {
	const { node, itemIndex, needs, note } = place;
	const { message, description } = errorText(error, texts);
	const { kind, status, retryAfterMs, reason } = error.details;
	const lacking = kind === 'notEspo' ? !reason : (kind === 'forbidden' || kind === 'notFound') && LACKING.test(reason ?? '');
	const missing = needs && lacking && !error.ambiguous ? needs : description;
	const cause = CAUSES[kind];
	const options = {
		...shown(message, sentences(missing, note), place),
		httpCode: status === undefined ? undefined : String(status),
		itemIndex,
		...(cause ? { failure: { cause, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } } : {}),
	};
	const built = new NodeApiError(
		node,
		{ message: options.message } as JsonObject,
		options as ConstructorParameters<typeof NodeApiError>[2],
	);
	return inOurWords(built, options.message, options.description);
}

/** n8n puts a sentence of its own in the place of every message that holds a word like EACCES, which the name of a company can hold too. */
function inOurWords<Built extends NodeApiError | NodeOperationError>(
	error: Built,
	message: string,
	description: string | undefined,
): Built {
	return Object.assign(error, { message, description, messages: [] });
}

/** Without the number of the item: n8n adds it itself where it shows the error. */
function shown(message: string, description: string | undefined, { isMessageOnly }: ErrorPlace): { message: string; description?: string } {
	if (isMessageOnly && description) return { message: `${message.replace(/[.!?]$/, '')}. ${description}`, description: undefined };
	return { message, description };
}

function sentences(...parts: Array<string | null | undefined>): string | undefined {
	return parts.filter(Boolean).join(' ') || undefined;
}
