import { setTimeout } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import type { CredentialStore } from '../../harness/CredentialStore';
import { SmtpServer, type DeliveredMail } from '../../harness/SmtpServer';
import type { Api } from './Api';
import { skipped } from './skipped';
import type { TestedEspo } from './TestedEspo';

/** Where the e-mails of the tested EspoCRM arrive. */
export interface Mailbox {
	/** The address that they are sent from, unless chosen otherwise. */
	from: string;
	/** A person's: an API user has no mailbox in newer versions. */
	reader: { address: string; credentials: CredentialStore };
	/** Those with the subject that have left. */
	received(subject: string): Promise<Array<Partial<DeliveredMail>>>;
	close(): Promise<void>;
}

/** A real EspoCRM has to be allowed to send to it, see docs/testing.md. */
const PORT = Number(process.env.ESPOCRM_SMTP_PORT ?? 18_525);
const FROM = 'n8n-contract@example.com';
const READER = 'n8n-reader@example.com';

/** The sandbox has one; a real server is told, by its administrator, to send to a mail server of our own until it is closed. */
export async function openMailbox(espo: TestedEspo): Promise<Mailbox> {
	const { outbox, admin } = espo;
	if (!espo.has('basic')) return skipped('no person is configured: set ESPOCRM_USERNAME and ESPOCRM_PASSWORD');
	const credentials = espo.store('basic');
	if (outbox) return ofSandbox(outbox, credentials);
	if (!admin) return skipped('no administrator is configured: set ESPOCRM_ADMIN_USERNAME and ESPOCRM_ADMIN_PASSWORD');
	const smtp = await SmtpServer.listen(PORT).catch(() => undefined);
	if (!smtp) return skipped(`port ${PORT} is taken: set ESPOCRM_SMTP_PORT to another one`);
	try {
		const restore = await sendThrough(admin);
		const forget = await withAddress(admin, espo);
		const close = async () => {
			await forget();
			await restore();
			await smtp.close();
		};
		return {
			from: FROM,
			reader: { address: READER, credentials },
			close,
			received: async (subject) => await Promise.resolve(smtp.mails.filter((mail) => mail.subject === subject)),
		};
	} catch (error) {
		await smtp.close();
		return skipped(
			`EspoCRM could not be told to send to 127.0.0.1:${PORT} (${String(error)}): add that to emailServerAllowedAddressList in data/config.php`,
		);
	}
}

function ofSandbox(outbox: readonly IDataObject[], credentials: CredentialStore): Mailbox {
	return {
		reader: { address: 'emma@crm.example.com', credentials },
		from: 'n8n@crm.example.com',
		close: async () => await setTimeout(0),
		received: async (subject) =>
			await Promise.resolve(
				outbox
					.filter((mail) => mail.subject === subject)
					.map((mail) => ({
						from: String(mail.from),
						to: [mail.to, mail.cc, mail.bcc].flatMap((list) => (list ? String(list).split(';') : [])),
						subject,
						text: String(mail.body),
						files: mail.files as string[],
						contentIds: [...String(mail.body).matchAll(/entryPoint=attachment&amp;id=(\w+)/g)].map(([, id = '']) => id),
					})),
			),
	};
}

const SERVER = { smtpAuth: false, smtpPort: PORT };
const KEYS = ['outboundEmailFromAddress', 'outboundEmailIsShared', 'smtpServer', 'smtpPort', 'smtpAuth', 'smtpSecurity'];

/** Settings send on 7.x, a group e-mail account since 9.1. @returns what undoes it */
async function sendThrough(admin: Api): Promise<() => Promise<void>> {
	const before = (await admin.get('Settings')) as IDataObject;
	const hasAccounts = (await admin.send('GET', 'App/about')).status === 200;
	const account = hasAccounts
		? await admin.create('InboundEmail', {
				name: 'n8n contract tests',
				status: 'Active',
				emailAddress: FROM,
				useImap: false,
				useSmtp: true,
				smtpIsShared: true,
				smtpHost: '127.0.0.1',
				// It encrypts where a mail server offers to, which ours does not.
				smtpSecurity: 'TLS',
				...SERVER,
			})
		: undefined;
	const restore = async () => {
		await admin.done('PUT', 'Settings', Object.fromEntries(KEYS.map((key) => [key, (before[key] ?? null) as string])));
		if (account) await admin.remove('InboundEmail', account.id);
	};
	try {
		const shared = { outboundEmailFromAddress: FROM, outboundEmailIsShared: true };
		await admin.done('PUT', 'Settings', account ? shared : { ...shared, smtpServer: '127.0.0.1', smtpSecurity: '', ...SERVER });
	} catch (error) {
		await restore();
		throw error;
	}
	return restore;
}

/** Gives the person an address. @returns what takes it away again */
async function withAddress(admin: Api, { other }: TestedEspo): Promise<() => Promise<void>> {
	const { user } = (await other?.get('App/user')) as unknown as { user: IDataObject };
	const id = String(user.id);
	const { emailAddressData } = await admin.get(`User/${id}`);
	await admin.update('User', id, { emailAddressData: [{ emailAddress: READER, primary: true }] });
	return async () => void (await admin.update('User', id, { emailAddressData: emailAddressData ?? [] }));
}
