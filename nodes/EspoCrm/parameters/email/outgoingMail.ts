import { recordAddress } from '../../../shared/api/email/recordAddress';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { JsonObject } from '../../../shared/api/values/Json';
import type { RunContext } from '../../../shared/operation/Operation';
import type { ParameterValues } from '../../../shared/parameters/reading/Parameter';
import { options } from '../../../shared/parameters/shown/options';
import { dateTimeFormat } from '../../../shared/parameters/presentation/presentationOptions';
import { body, bodyFormat, isHtml, subject } from './mailContent';
import { assignedUserId, from, sendAt, teamsIds } from './mailOptions';
import { parentRecord } from './parentRecord';
import { bcc, cc, recipients, replyTo } from './recipients';

/** The options of an e-mail that is written. */
export const writtenOptions = [assignedUserId, bcc, bodyFormat, cc, dateTimeFormat, from, replyTo, teamsIds] as const;

/** The parameters of an e-mail that is written anew. */
export const draftParameters = [...recipients, subject, body, parentRecord, options(writtenOptions)] as const;

/** The same for one that is sent. */
export const sendParameters = [...recipients, subject, body, parentRecord, options([...writtenOptions, sendAt])] as const;

export type WrittenMail = ParameterValues<typeof draftParameters> & { options: { sendAt?: string } };

/** The attributes of an e-mail, but for its status. @throws InvalidInput, EspoError */
export async function outgoingMail(values: WrittenMail, { client, metadata, hint }: RunContext): Promise<JsonObject> {
	const { options, subject, body, parentRecord } = values;
	if (options.sendAt !== undefined && !(await metadata.attributeKinds('Email')).has('sendAt'))
		throw new InvalidInput(
			'Send At',
			"This EspoCRM can't send e-mails later (“Send At”): it would send it at once",
			'It needs EspoCRM 9.0 or newer.',
		);
	const { to = [], entityType = '', recordId = '' } = values;
	const addresses = values.sendTo === 'addresses' ? to : [await addressOf(entityType, recordId)];
	return {
		subject,
		body,
		isHtml: isHtml(body, options.bodyFormat),
		to: addresses.join(';'),
		...optionAttributes(options),
		...parentRecord,
		...(options.sendAt === undefined ? {} : { sendAt: options.sendAt }),
	};

	async function addressOf(type: string, id: string): Promise<string> {
		const { address, name, isOptedOut } = await recordAddress(client, type, id);
		if (isOptedOut) hint(`“${name}” has opted out of e-mails to ${address}.`);
		return address;
	}
}

/** What the options say; those that were not given are left out. */
export function optionAttributes({ assignedUserId, bcc, cc, from, replyTo, teamsIds }: WrittenMail['options']): JsonObject {
	const lists = Object.entries({ bcc, cc, replyTo }).filter(([, addresses]) => addresses.length);
	return {
		...Object.fromEntries(lists.map(([name, addresses]) => [name, addresses.join(';')])),
		...(from === undefined ? {} : { from }),
		...(assignedUserId === undefined ? {} : { assignedUserId }),
		...(teamsIds.length ? { teamsIds } : {}),
	};
}
