import { OWN_FOLDERS, requireFolder } from '../../../shared/api/email/mailFolders';
import { mailAddress } from '../../../shared/api/email/mailAddresses';
import { withAddresses } from '../../../shared/api/email/withAddresses';
import { listRecords } from '../../../shared/api/lists/listRecords';
import { operation } from '../../../shared/operation/Operation';
import { isOn } from '../../../shared/parameters/entered/isOn';
import { requiredText } from '../../../shared/parameters/entered/plainText';
import { filters } from '../../../shared/parameters/filters/filters';
import { addLabels, dateTimeFormat, presentation } from '../../../shared/parameters/presentation/presentationOptions';
import { downloadFilesOption } from '../../../shared/parameters/presentation/downloadFilesOption';
import { narrowingOption, options } from '../../../shared/parameters/shown/options';
import { MAIL_NEEDS } from '../../parameters/email/mailNeeds';
import { FOLDER_LABEL, readFolder } from '../../parameters/email/mailFolder';
import { asked, bodyAs, inForm, mailOutput, ofMails } from '../../parameters/email/shownMail';
import { attachesFiles } from '../../parameters/files/attachesFiles';
import { offset } from '../../parameters/lists/listOptions';
import { returnAll } from '../../parameters/lists/returnAll';
import { sort } from '../../parameters/lists/sort';

const ADDRESS = 'Address';
const UNREAD = 'Unread Only';

const withAddress = narrowingOption(
	'withAddress',
	{
		displayName: ADDRESS,
		name: 'withAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. anna@example.com',
		description: 'Only e-mails from or to this address',
	},
	(value) => (value === undefined || value === '' ? undefined : mailAddress(requiredText(value, ADDRESS), ADDRESS)),
);

const unreadOnly = narrowingOption(
	'unreadOnly',
	{
		displayName: UNREAD,
		name: 'unreadOnly',
		type: 'boolean',
		default: false,
		description: 'Whether to return only e-mails that the authenticated user has not read',
	},
	(value) => isOn(value, UNREAD),
);

export const getMails = operation({
	resource: 'email',
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many e-mails',
	description: 'Retrieve many e-mails, of a folder or of all',
	effect: 'read',
	parameters: [
		ofMails,
		readFolder,
		returnAll,
		mailOutput(),
		filters,
		sort,
		options([addLabels, bodyAs, dateTimeFormat, downloadFilesOption, offset, unreadOnly, withAddress]),
	],
	needs: MAIL_NEEDS.read,
	plan: (values) => ({
		presents: presentation(values),
		...attachesFiles('Email', values.options),
		steps: async ({ client, metadata }) => {
			const { folder, limit, filters, sort, output, options } = values;
			await requireFolder(
				client,
				folder,
				OWN_FOLDERS.map(({ value }) => value),
				FOLDER_LABEL,
			);
			const where = [
				...(folder === 'all' ? [] : [{ type: 'inFolder', attribute: 'folderId', value: folder }]),
				...(options.unreadOnly ? [{ type: 'isFalse', attribute: 'isRead' }] : []),
				...(options.withAddress ? [{ type: 'equals', attribute: 'emailAddress', value: options.withAddress }] : []),
				...(filters.where ?? []),
			];
			const select = await asked(metadata, output.attributes, sort.orderBy);
			const params = { ...filters, ...sort, where, select, offset: options.offset };
			const mails = await listRecords(client, { path: ['Email'], params }, { limit });
			return mails.map((mail) => inForm(withAddresses(mail), options.bodyAs));
		},
	}),
});
