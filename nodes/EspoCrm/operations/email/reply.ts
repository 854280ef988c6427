import { bodyText } from '../../../shared/api/email/bodyText';
import { eachOnce } from '../../../shared/api/email/eachOnce';
import { readMail } from '../../../shared/api/email/readMail';
import { parentOf, REPLIED_ATTRIBUTES, replyRecipients, replySubject, withQuote } from '../../../shared/api/email/replyParts';
import { sendDraft } from '../../../shared/api/email/sendDraft';
import { withMailFiles } from '../../../shared/api/email/withMailFiles';
import { writeDraft } from '../../../shared/api/email/writeDraft';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { JsonObject } from '../../../shared/api/values/Json';
import { operation, type RunContext } from '../../../shared/operation/Operation';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { dateTimeFormat } from '../../../shared/parameters/presentation/presentationOptions';
import type { ParameterValues } from '../../../shared/parameters/reading/Parameter';
import { attachments } from '../../../shared/parameters/shown/attachments';
import { option, options } from '../../../shared/parameters/shown/options';
import { MAIL_NEEDS } from '../../parameters/email/mailNeeds';
import { body, bodyFormat, isHtml } from '../../parameters/email/mailContent';
import { mailId } from '../../parameters/email/mailIds';
import { assignedUserId, attachmentIds, from, teamsIds } from '../../parameters/email/mailOptions';
import { mailPresentation } from '../../parameters/email/mailPresentation';
import { optionAttributes } from '../../parameters/email/optionAttributes';
import { bcc, cc, replyTo } from '../../parameters/email/recipients';

const choice = <const Name extends string>(name: Name, displayName: string, description: string) =>
	option(name, { displayName, name, type: 'boolean', default: false, description }, (value) => isOn(value, displayName));

const toAll = choice('toAll', 'Reply to All', 'Whether to send a copy to the other recipients of the e-mail');
const quote = choice('quote', 'Quote', 'Whether to put the text of the e-mail below the reply');

const parameters = [
	mailId,
	body,
	attachments,
	options([assignedUserId, attachmentIds, bcc, bodyFormat, cc, dateTimeFormat, from, quote, replyTo, teamsIds, toAll]),
] as const;
type ReplyValues = ParameterValues<typeof parameters>;

export const reply = operation({
	resource: 'email',
	value: 'reply',
	name: 'Reply',
	action: 'Reply to e-mail',
	description: 'Reply to an e-mail, about the same record',
	effect: 'once',
	parameters,
	needs: MAIL_NEEDS.send,
	plan: (values) => ({
		presents: mailPresentation(values),
		inFlight: 1,
		steps: async (context) => await sendDraft(context.client, String((await replyDraft(values, context)).id)),
	}),
});

async function replyDraft({ mailId: id, body, attachments, options }: ReplyValues, context: RunContext): Promise<JsonObject> {
	const mail = await readMail(context.client, id, REPLIED_ATTRIBUTES);
	const whom = replyRecipients(mail, await context.metadata.sendingAddresses(), options.toAll);
	if (!whom.to.length) throw new InvalidInput('E-Mail', `The e-mail ${id} (“E-Mail”) has no address to reply to`);
	const [to = [], cc = [], bcc = []] = eachOnce(whom.to, [...whom.cc, ...options.cc], options.bcc);
	const html = isHtml(body.text, options.bodyFormat);
	const files = { ready: [], copied: options.attachmentIds, uploaded: attachments, pictures: new Map(html ? body.pictures : []) };
	return await withMailFiles(context, files, async (attachmentsIds, bodyOf) => {
		const text = bodyOf(body.text);
		return await writeDraft(context, {
			...{ subject: replySubject(String(mail.name ?? '')), isHtml: html, to: to.join(';'), repliedId: id },
			body: options.quote ? withQuote(text, html, mail, (original) => bodyText(original, 'text')) : text,
			...(whom.from === undefined ? {} : { from: whom.from }),
			...optionAttributes({ ...options, cc, bcc }),
			...parentOf(mail),
			...(attachmentsIds.length ? { attachmentsIds } : {}),
		});
	});
}
