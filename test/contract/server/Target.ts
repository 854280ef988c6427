import { exec } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { IDataObject } from 'n8n-workflow';

import type { AuthenticationMethod, EspoCredentials } from '../../../nodes/shared/api/login/EspoCredentials';
import { sandboxUsers } from '../../../sandbox/espocrm/sandboxUsers';
import { startSandbox, type SandboxOptions } from '../../../sandbox/espocrm/startSandbox';
import { putForward } from './putForward';

export type Logins = Partial<Record<AuthenticationMethod, EspoCredentials>>;

/** A server that the contract is checked against. */
export interface Target {
	label: string;
	open(races: SandboxOptions): Promise<{
		url: string;
		/** Those that are configured, without the URL. */
		logins: Logins;
		/** Who may make what the API user may not. */
		administrator?: { username: string; password: string };
		/** Lets time pass on the server and in the nodes. */
		passTime: (milliseconds: number) => Promise<void>;
		/** Makes the server send its webhooks now; undefined where that can't be done. */
		deliverWebhooks?: () => Promise<void>;
		/** Whether its records end with it. */
		isThrownAway?: boolean;
		/** The e-mails that it sent; undefined where they leave it. */
		outbox?: readonly IDataObject[];
		close(): Promise<void>;
	}>;
}

function sandbox(version: '7.5' | '10.0'): Target {
	return {
		label: `sandbox ${version}`,
		async open(races) {
			const { full, hmac, regular } = sandboxUsers;
			const { url, close, deliverWebhooks, outbox } = await startSandbox({ ...races, version });
			return {
				url,
				close,
				isThrownAway: true,
				outbox,
				passTime: async (milliseconds) => putForward(milliseconds),
				deliverWebhooks,
				logins: loginsOf(full.apiKey, [hmac.apiKey, hmac.secretKey], [regular.userName, regular.password]),
			};
		},
	};
}

function realServer(url: string): Target {
	const {
		ESPOCRM_WEBHOOK_JOB,
		ESPOCRM_API_KEY,
		ESPOCRM_HMAC_KEY,
		ESPOCRM_HMAC_SECRET,
		ESPOCRM_USERNAME,
		ESPOCRM_PASSWORD,
		ESPOCRM_ADMIN_USERNAME,
		ESPOCRM_ADMIN_PASSWORD,
	} = process.env;
	if (!ESPOCRM_API_KEY) throw new Error('ESPOCRM_URL needs ESPOCRM_API_KEY: the key of an API user');
	const hmac = ESPOCRM_HMAC_KEY && ESPOCRM_HMAC_SECRET ? ([ESPOCRM_HMAC_KEY, ESPOCRM_HMAC_SECRET] as const) : undefined;
	const user = ESPOCRM_USERNAME && ESPOCRM_PASSWORD ? ([ESPOCRM_USERNAME, ESPOCRM_PASSWORD] as const) : undefined;
	const administrator =
		ESPOCRM_ADMIN_USERNAME && ESPOCRM_ADMIN_PASSWORD ? { username: ESPOCRM_ADMIN_USERNAME, password: ESPOCRM_ADMIN_PASSWORD } : undefined;
	const deliverWebhooks = ESPOCRM_WEBHOOK_JOB ? async () => void (await promisify(exec)(ESPOCRM_WEBHOOK_JOB)) : undefined;
	return {
		label: url,
		open: async () => ({
			url,
			passTime: async (milliseconds) => await setTimeout(milliseconds),
			deliverWebhooks,
			administrator,
			logins: loginsOf(ESPOCRM_API_KEY, hmac, user),
			close: async () => undefined,
		}),
	};
}

function loginsOf(apiKey: string, hmac?: readonly [string, string], user?: readonly [string, string]): Logins {
	const [username, password] = user ?? [];
	return {
		apiKey: { authentication: 'apiKey', apiKey },
		...(hmac && { hmac: { authentication: 'hmac', apiKey: hmac[0], secretKey: hmac[1] } }),
		...(user && { password: { authentication: 'password', username, password }, basic: { authentication: 'basic', username, password } }),
	};
}

/** The sandbox in both versions, or the real server that the environment names. */
export const targets: Target[] = process.env.ESPOCRM_URL ? [realServer(process.env.ESPOCRM_URL)] : [sandbox('7.5'), sandbox('10.0')];
