import { openedMail, readMail } from '../../../shared/api/email/readMail';
import { operation } from '../../../shared/operation/Operation';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { addLabels, dateTimeFormat, presentation } from '../../../shared/parameters/presentation/presentationOptions';
import { downloadFilesOption } from '../../../shared/parameters/presentation/downloadFilesOption';
import { narrowingOption, options } from '../../../shared/parameters/shown/options';
import { MAIL_NEEDS } from '../../parameters/email/mailNeeds';
import { mailId } from '../../parameters/email/mailIds';
import { asked, bodyAs, inForm, mailOutput, ofMails } from '../../parameters/email/shownMail';
import { attachesFiles } from '../../parameters/files/attachesFiles';

const MARK = 'Mark as Read';

const markAsRead = narrowingOption(
	'markAsRead',
	{
		displayName: MARK,
		name: 'markAsRead',
		type: 'boolean',
		default: false,
		description: 'Whether to mark the e-mail as read by the authenticated user',
	},
	(value) => isOn(value, MARK),
);

export const getMail = operation({
	resource: 'email',
	value: 'get',
	name: 'Get',
	action: 'Get e-mail',
	description: 'Retrieve an e-mail, without marking it as read unless you choose so',
	effect: 'read',
	parameters: [ofMails, mailId, mailOutput(), options([addLabels, bodyAs, dateTimeFormat, downloadFilesOption, markAsRead])],
	needs: MAIL_NEEDS.read,
	plan: (values) => ({
		presents: presentation(values),
		...attachesFiles('Email', values.options),
		steps: async ({ client, metadata }) => {
			const { mailId: id, output, options } = values;
			const mail = options.markAsRead ? await openedMail(client, id) : await readMail(client, id, await asked(metadata, output.attributes));
			return inForm(mail, options.bodyAs);
		},
	}),
});
