import { mailAddress } from '../../../shared/api/email/mailAddresses';
import { sentMail } from '../../../shared/api/email/sentMail';
import { withMailFiles } from '../../../shared/api/email/withMailFiles';
import { writeDraft } from '../../../shared/api/email/writeDraft';
import { toEspoDateTime } from '../../../shared/api/values/dateTime';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { shortened } from '../../../shared/api/values/shortened';
import type { JsonObject } from '../../../shared/api/values/Json';
import { operation } from '../../../shared/operation/Operation';
import { requiredText } from '../../../shared/parameters/entered/plainText';
import { dateTimeFormat } from '../../../shared/parameters/presentation/presentationOptions';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { attachments } from '../../../shared/parameters/shown/attachments';
import { options } from '../../../shared/parameters/shown/options';
import { body, bodyFormat, isHtml, subject } from '../../parameters/email/mailContent';
import { assignedUserId, attachmentIds, teamsIds } from '../../parameters/email/mailOptions';
import { mailPresentation } from '../../parameters/email/mailPresentation';
import { optionAttributes } from '../../parameters/email/optionAttributes';
import { parentRecord } from '../../parameters/email/parentRecord';
import { bcc, cc, replyTo, to } from '../../parameters/email/recipients';

const SENDER = 'From';
const SENT_AT = 'Sent At';

const sender = parameter(
	'sender',
	{
		displayName: SENDER,
		name: 'sender',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. anna@example.com',
		description: 'Who sent the e-mail',
	},
	(reader) => mailAddress(requiredText(reader.resolved('sender'), SENDER), SENDER),
);

const dateSent = parameter(
	'dateSent',
	{
		displayName: SENT_AT,
		name: 'dateSent',
		type: 'dateTime',
		default: '',
		required: true,
		placeholder: 'e.g. 2026-11-23T10:00:00',
		description: 'When the e-mail was sent. A time without a zone is one in the time zone of the workflow.',
	},
	(reader) => {
		const given = requiredText(reader.resolved('dateSent'), SENT_AT);
		const time = toEspoDateTime(given, reader.zone);
		if (time !== undefined) return time;
		throw new InvalidInput(SENT_AT, `“${shortened(given)}” in “${SENT_AT}” is not a date with a time`);
	},
);

export const archive = operation({
	resource: 'email',
	value: 'archive',
	name: 'Archive',
	action: 'Archive e-mail',
	description: 'Store an e-mail that was sent elsewhere',
	effect: 'once',
	parameters: [
		sender,
		to,
		subject,
		body,
		dateSent,
		attachments,
		parentRecord,
		options([assignedUserId, attachmentIds, bcc, bodyFormat, cc, dateTimeFormat, replyTo, teamsIds]),
	],
	needs: 'The role needs to create e-mails (scope Email); since EspoCRM 8.4 e-mails of others need the scope Import as well.',
	plan: (values) => ({
		presents: mailPresentation(values),
		steps: async (context) => {
			const { sender: from, to, subject, body, dateSent, attachments, parentRecord, options } = values;
			const html = isHtml(body.text, options.bodyFormat);
			const files = { ready: [], copied: options.attachmentIds, uploaded: attachments, pictures: new Map(html ? body.pictures : []) };
			return await withMailFiles(context, files, async (attachmentsIds, bodyOf) => {
				const mail = { subject, body: bodyOf(body.text), isHtml: html, from, to: to.join(';'), dateSent };
				const more: JsonObject = { ...parentRecord, ...(attachmentsIds.length ? { attachmentsIds } : {}) };
				return sentMail(await writeDraft(context, { ...mail, ...optionAttributes(options), ...more }, 'Archived'));
			});
		},
	}),
});
