import { eachOnce } from '../../../shared/api/email/eachOnce';
import { preparedTemplate, unfilled, type MailContent } from '../../../shared/api/email/preparedTemplate';
import { recordAddress } from '../../../shared/api/email/recordAddress';
import { withMailFiles } from '../../../shared/api/email/withMailFiles';
import { writeDraft } from '../../../shared/api/email/writeDraft';
import { leftBehind } from '../../../shared/api/files/leftBehind';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { JsonObject } from '../../../shared/api/values/Json';
import type { RunContext } from '../../../shared/operation/Operation';
import { dateTimeFormat } from '../../../shared/parameters/presentation/presentationOptions';
import type { ParameterValues } from '../../../shared/parameters/reading/Parameter';
import { attachments } from '../../../shared/parameters/shown/attachments';
import { options } from '../../../shared/parameters/shown/options';
import { allowUnfilled, bodyFormat, contentParameters, isHtml } from './mailContent';
import { assignedUserId, attachmentIds, from, sendAt, teamsIds } from './mailOptions';
import { optionAttributes } from './optionAttributes';
import { parentRecord } from './parentRecord';
import { bcc, cc, recipients, replyTo } from './recipients';

const common = [...recipients, ...contentParameters, attachments, parentRecord] as const;
const writtenOptions = [
	allowUnfilled,
	assignedUserId,
	attachmentIds,
	bcc,
	bodyFormat,
	cc,
	dateTimeFormat,
	from,
	replyTo,
	teamsIds,
] as const;

/** The parameters of an e-mail that is written anew. */
export const draftParameters = [...common, options(writtenOptions)] as const;

/** The same for one that is sent. */
export const sendParameters = [...common, options([...writtenOptions, sendAt])] as const;

export type WrittenMail = ParameterValues<typeof draftParameters> & { options: { sendAt?: string } };

/** Stores an e-mail as a draft, with its files. @throws InvalidInput, EspoError, PartlyDone */
export async function outgoingMail(values: WrittenMail, context: RunContext): Promise<JsonObject> {
	const { options, parentRecord, attachments, body } = values;
	await refuseSendAt(options.sendAt, context);
	const [to = [], cc = [], bcc = []] = eachOnce(await recipientsOf(values, context), options.cc, options.bcc);
	const content = await contentOf(values, to[0], context);
	const files = {
		ready: content.files,
		copied: options.attachmentIds,
		uploaded: attachments,
		pictures: new Map(content.isHtml ? body?.pictures : []),
	};
	return await withMailFiles(context, files, async (attachmentsIds, bodyOf) => {
		const { subject, isHtml } = content;
		return await writeDraft(context, {
			...{ subject, body: bodyOf(content.body), isHtml, to: to.join(';') },
			...optionAttributes({ ...options, cc, bcc }),
			...parentRecord,
			...(attachmentsIds.length ? { attachmentsIds } : {}),
			...(options.sendAt === undefined ? {} : { sendAt: options.sendAt }),
		});
	});
}

async function refuseSendAt(sendAt: string | undefined, { metadata }: RunContext): Promise<void> {
	if (sendAt === undefined || (await metadata.attributeKinds('Email')).has('sendAt')) return;
	throw new InvalidInput(
		'Send At',
		"This EspoCRM can't send e-mails later (“Send At”): it would send it at once",
		'It needs EspoCRM 9.0 or newer.',
	);
}

async function recipientsOf(
	{ sendTo, to = [], entityType = '', recordId = '' }: WrittenMail,
	{ client, hint }: RunContext,
): Promise<string[]> {
	if (sendTo === 'addresses') return to;
	const { address, name, isOptedOut } = await recordAddress(client, entityType, recordId);
	if (isOptedOut) hint(`“${name}” has opted out of e-mails to ${address}.`);
	return [address];
}

async function contentOf(values: WrittenMail, emailAddress: string | undefined, { client }: RunContext): Promise<MailContent> {
	const { mailContent, subject = '', body, templateId = '', parentRecord, options } = values;
	if (mailContent === 'text') {
		const text = body?.text ?? '';
		return { subject, body: text, isHtml: isHtml(text, options.bodyFormat), files: [] };
	}
	const filled = await preparedTemplate(client, templateId, { ...parentRecord, emailAddress });
	const left = options.allowUnfilled ? [] : unfilled(filled);
	if (!left.length) return filled;
	const refusal = new InvalidInput(
		'Template',
		`No record has a value for ${left.join(', ')} (“Template”), so the e-mail was not written`,
		'Choose a “Related Record” and a recipient whose address EspoCRM knows, or switch on “Allow Unfilled Placeholders”.',
	);
	throw await leftBehind(client, filled.files, refusal, 'unused');
}
