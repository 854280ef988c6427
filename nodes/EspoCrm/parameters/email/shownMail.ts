import { EspoError } from '../../../shared/api/client/EspoError';
import { bodyText } from '../../../shared/api/email/bodyText';
import { withAddressAttributes } from '../../../shared/api/email/withAddresses';
import { askedAttributes } from '../../../shared/api/lists/askedAttributes';
import type { Metadata } from '../../../shared/api/metadata/Metadata';
import type { JsonObject } from '../../../shared/api/values/Json';
import { oneOf } from '../../../shared/parameters/entered/oneOf';
import { output } from '../../../shared/parameters/presentation/output';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { option } from '../../../shared/parameters/shown/options';

const USEFUL = ['name', 'from', 'to', 'cc', 'dateSent', 'status', 'isRead', 'parentName', 'body'];

/** What other parameters need to know: which records they are about. */
export const ofMails = parameter('entityType', [], () => 'Email');

/** Which attributes of e-mails to return. A new one for each operation. */
export const mailOutput = () => output({ simplifiedForTools: true, useful: USEFUL });

const BODY_AS = 'Body As';

export const bodyAs = option(
	'bodyAs',
	{
		displayName: BODY_AS,
		name: 'bodyAs',
		type: 'options',
		default: 'stored',
		options: [
			{ name: 'As Stored', value: 'stored', description: 'HTML in most e-mails' },
			{ name: 'Markdown', value: 'markdown' },
			{ name: 'Plain Text', value: 'text' },
		],
		description: 'In which form to return the body of an e-mail that is HTML',
	},
	(value) => oneOf(value, ['stored', 'markdown', 'text'], BODY_AS),
);

/** What to ask a list of e-mails for. @param attributes that are wanted; undefined for all @throws EspoError */
export async function asked(metadata: Metadata, attributes: string[] | undefined, orderBy?: string): Promise<string[]> {
	const wanted = attributes ?? [...(await metadata.attributeKinds('Email')).keys()];
	// Without a selection a list leaves most of an e-mail out.
	if (!wanted.length) throw new EspoError({ kind: 'notEspo', request: { method: 'GET', path: ['Metadata'] }, status: 200, body: '' });
	return withAddressAttributes(askedAttributes([...wanted, 'isHtml'], orderBy) ?? []);
}

/** An e-mail with its body in the wanted form. */
export function inForm(mail: JsonObject, form: 'stored' | 'markdown' | 'text'): JsonObject {
	if (form === 'stored' || typeof mail.body !== 'string' || mail.isHtml === false) return mail;
	return { ...mail, body: bodyText(mail.body, form) };
}
