import { alsoDone } from '../../../shared/api/client/partlyDone';
import { importMail } from '../../../shared/api/email/importMail';
import { readMail } from '../../../shared/api/email/readMail';
import { sentMail, WRITTEN_ATTRIBUTES } from '../../../shared/api/email/sentMail';
import { asError } from '../../../shared/api/values/asError';
import type { JsonObject } from '../../../shared/api/values/Json';
import { listedIds } from '../../../shared/api/values/listedIds';
import { operation } from '../../../shared/operation/Operation';
import { dateTimeFormat } from '../../../shared/parameters/presentation/presentationOptions';
import { binaryFields } from '../../../shared/parameters/shown/binaryFields';
import { options } from '../../../shared/parameters/shown/options';
import { mailPresentation } from '../../parameters/email/mailPresentation';

export const importFile = operation({
	resource: 'email',
	value: 'import',
	name: 'Import',
	action: 'Import e-mail',
	description: 'Store an e-mail that is a file (.eml), e.g. one that a Gmail or IMAP node downloaded',
	effect: 'once',
	parameters: [binaryFields, options([dateTimeFormat])],
	needs: 'EspoCRM 8.4 or newer; the role needs to create e-mails (scope Email) and the scope Import.',
	plan: (values) => ({
		presents: mailPresentation(values),
		steps: async (context) => {
			const [found, imported]: [JsonObject[], string[]] = [[], []];
			try {
				for (const file of values.binaryFields) {
					const { id, isNew } = await importMail(context, file);
					imported.push(id);
					found.push({ ...sentMail(await readMail(context.client, id, WRITTEN_ATTRIBUTES)), isNew });
				}
			} catch (error) {
				throw asError(imported.length ? alsoDone([`Already imported: ${listedIds(imported)}.`], error) : error);
			}
			return found;
		},
	}),
});
