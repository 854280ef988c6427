import type { IAdditionalCredentialOptions, IHttpRequestOptions } from 'n8n-workflow';

import type { EspoCredentials } from '../../../nodes/shared/api/login/EspoCredentials';
import type { RequestContext } from '../../../nodes/shared/n8n/transport/RequestContext';

export interface HelperAnswer {
	statusCode: number;
	headers?: object;
	body?: unknown;
}

/** What n8n's request helper was given. */
export interface Sent {
	type: string;
	options: IHttpRequestOptions;
	known: IAdditionalCredentialOptions;
	signal?: AbortSignal;
}

interface Setting {
	/** As it is each time when it is read. */
	credentials(read: number): EspoCredentials;
	/** Throws as n8n does. */
	answer(sent: Sent, index: number): HelperAnswer | Promise<HelperAnswer>;
	/** Ends the execution. */
	signal?: AbortSignal;
}

/** A node whose requests a function answers in the place of n8n's request helper. */
export function sendingContext({ credentials, answer, signal }: Setting) {
	const sent: Sent[] = [];
	const state = { reads: 0 };
	const context = {
		getNode: () => ({ name: 'EspoCRM', credentials: { espoCrmConnectorApi: { id: '7', name: 'My CRM' } } }),
		getCredentials: async () => await Promise.resolve(credentials(state.reads++)),
		getExecutionCancelSignal: () => signal,
		helpers: {
			async httpRequestWithAuthentication(
				this: { getExecutionCancelSignal(): AbortSignal | undefined },
				type: string,
				options: IHttpRequestOptions,
				known: IAdditionalCredentialOptions,
			) {
				const one = { type, options, known, signal: this.getExecutionCancelSignal() };
				sent.push(one);
				const index = sent.length - 1;
				await new Promise(setImmediate);
				return await answer(one, index);
			},
		},
	} as unknown as RequestContext;
	return { context, sent, state };
}
