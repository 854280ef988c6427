import { isCertificateFailure } from '../client/certificateFailure';
import type { EspoError, EspoErrorDetails, EspoErrorKind } from '../client/EspoError';
import { isJsonObject } from '../values/Json';
import { duplicateText, modifiedText, type ErrorText } from './conflictText';
import { foreignAnswerText } from './foreignAnswerText';
import { refusalAdvice } from './refusalAdvice';
import { NO_SMTP, sendingText } from './sendingText';
import { validationText, type FieldTexts } from './validationText';

const TEXTS: Record<EspoErrorKind, (error: EspoError) => ErrorText> = {
	denied: ({ details }) => ({
		message: typeof details.body === 'string' && details.body ? details.body : 'EspoCRM refused the credential',
		description: 'The request was not repeated: more than ten refusals in a minute lock out everyone behind this address.',
	}),
	lockedOut: () => ({
		message: 'EspoCRM is refusing log-ins from this address at the moment',
		description:
			'There were more than ten wrong log-ins within a minute, from any integration behind this address, or the user is not allowed to log in from it. Correct the credentials and wait a minute.',
	}),
	forbidden: ({ details }) => ({
		message: details.reason ? `EspoCRM does not allow this: ${details.reason}` : 'EspoCRM does not allow the authenticated user to do this',
		description:
			refusalAdvice(details.reason) ?? `Give the role of the user access to ${details.request.path[0] ?? 'it'} (Administration > Roles).`,
	}),
	notFound: ({ details }) =>
		entityTypeText(details.reason) ??
		linkText(details) ?? {
			message: details.reason ? `EspoCRM did not find it: ${details.reason}` : 'EspoCRM did not find the record, or one that it refers to',
			description: 'Check the entity type and the ID. Deleted records are not found either.',
		},
	duplicate: duplicateText,
	modified: modifiedText,
	invalid: ({ details }) => ({
		message: details.reason ? `EspoCRM refused the request: ${details.reason}` : 'EspoCRM refused the request',
		description: refusalAdvice(details.reason) ?? 'Check the parameters of the node.',
	}),
	tooLong: () => ({ message: 'The filter is too long for one request', description: 'Search for fewer values at once.' }),
	redirect: ({ details }) => ({
		message: `EspoCRM's address redirects to ${originOf(details.detail)}`,
		description: 'Redirects are not followed, so that the key is not sent anywhere else. Enter that address as the URL in the credential.',
	}),
	notEspo: foreignAnswerText,
	throttled: ({ details }) => ({
		message: 'The server limits the number of requests',
		description: `${details.retryAfterMs ? `It asks for a pause of ${Math.ceil(details.retryAfterMs / 1000)} seconds. ` : ''}Run less often, or with fewer items at once.`,
	}),
	unavailable: ({ details }) => ({
		message: `EspoCRM is not available at the moment (status ${details.status})${isJsonObject(details.body) && typeof details.body.message === 'string' ? `: ${details.body.message}` : ''}`,
		description: 'It may be under maintenance. Try again later.',
	}),
	server: ({ details }) =>
		sendingText(details) ?? {
			message: details.reason
				? `EspoCRM could not process the request: ${details.reason}`
				: 'EspoCRM could not process the request (status 500)',
			description: serverHint(details),
		},
	unreachable: ({ details }) => ({
		message: 'EspoCRM could not be reached',
		description: `Nothing was sent (${details.reason || details.detail || 'no connection'}). ${
			isCertificateFailure(details.detail)
				? details.detail === 'EPROTO'
					? 'The server does not speak https at this address: try http:// or another port.'
					: 'If the server has a self-signed certificate, switch on “Ignore SSL Issues” in the credential.'
				: 'Check the URL in the credential and that the server is running.'
		}`,
	}),
	noAnswer: ({ details }) => ({
		message: 'EspoCRM did not answer in time, or the connection broke',
		description: `${(details.attempts ?? 1) > 1 ? `It was tried ${details.attempts} times` : 'It was not tried again'} (${details.reason || details.detail || 'no answer'}).`,
	}),
};

/** The one place that says what went wrong and what to do about it. @param texts in the language of the user's EspoCRM, if known */
export function errorText(error: EspoError, texts?: FieldTexts): ErrorText {
	const text = validationText(error, texts) ?? TEXTS[error.kind](error);
	if (!error.ambiguous) return text;
	const what = error.details.request.method === 'POST' && error.details.request.path.length === 1 ? 'created the record' : 'carried it out';
	const notAgain = 'The request was not repeated, because that could do it twice. Check in EspoCRM before you run it again.';
	return {
		message: `${text.message}; it may have ${what} anyway`,
		description: error.kind === 'server' ? `${text.description} ${notAgain}` : notAgain,
	};
}

function entityTypeText(reason: string | undefined): ErrorText | undefined {
	const entityType = /^Controller '(\w+)' does not exist/.exec(reason ?? '')?.[1];
	if (!entityType || entityType === 'GlobalStream') return undefined;
	return {
		message: `There is no entity type “${entityType}”`,
		description: 'Names are singular and begin with a capital letter, e.g. Account. Choose from the list.',
	};
}

/** Asked for its records, and asked to link, it says so in different words (espocrm-api.md#relations). */
function linkText({ reason = '', request: { path } }: EspoErrorDetails): ErrorText | undefined {
	if (!/^Link does not exist|does not have link /.test(reason)) return undefined;
	return {
		message: `${path[0]} has no relation “${path[2]}”`,
		description: 'Choose it from the list, or enter its name as the Entity Manager shows it.',
	};
}

function originOf(address: string | undefined): string {
	try {
		return new URL(address ?? '').origin;
	} catch {
		return address ? `“${address}”` : 'another address';
	}
}

function serverHint({ reason = '', request }: EspoErrorDetails): string {
	if (/SMTP/i.test(reason)) return `${NO_SMTP} Its log (data/logs) says more.`;
	// Without an account to send with EspoCRM gives no reason (espocrm-api.md#errors).
	const ofMail = request.path[0] === 'Email' && request.method !== 'GET' && !reason;
	const common =
		request.method === 'GET'
			? "A filter or sort by a field that EspoCRM can't compare in that way is a common cause."
			: 'A value of the wrong type is a common cause.';
	const cause = ofMail ? `Sending an e-mail needs an account to send it from. ${NO_SMTP}` : common;
	return `Its log (data/logs) says why. ${reason ? '' : unknownLinkText(request.path)}${cause}`;
}

const NO_LINKS = ['stream', 'subscription'];

/** 7.x has no other words for a link that does not exist (Record/Service::findLinked and link). */
function unknownLinkText([entityType, id, link]: string[]): string {
	return id && link && !NO_LINKS.includes(link)
		? `Older versions answer like this where ${entityType} has no relation “${link}”: check its name. `
		: '';
}
