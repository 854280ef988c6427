import type { EspoErrorDetails } from '../client/EspoError';
import { isJsonObject } from '../values/Json';
import type { ErrorText } from './conflictText';

export const NO_SMTP = 'Set up SMTP under Administration > Outbound Emails, or an e-mail account for the user.';
const OF_LOG = "EspoCRM's log (data/logs) has the answer of the SMTP server.";

/** Why an e-mail was not sent, in 7.x's words and in newer ones (espocrm-api.md#sending); undefined for other refusals. */
export function sendingText({ reason, body }: EspoErrorDetails): ErrorText | undefined {
	if (reason !== 'sendingFail') return undefined;
	const said = isJsonObject(body) && typeof body.message === 'string' ? body.message : '';
	if (/SMTP settings/i.test(said)) return { message: 'EspoCRM has no SMTP server to send the e-mail with', description: NO_SMTP };
	if (/invalid ?credentials/i.test(said))
		return { message: "The SMTP server refused EspoCRM's log-in", description: `Correct the password of the e-mail account. ${OF_LOG}` };
	return {
		message: 'EspoCRM could not send the e-mail',
		description: `Its SMTP server could not be reached, or refused the sender, a recipient or the content; one refused recipient stops the e-mail for all. ${OF_LOG}`,
	};
}
