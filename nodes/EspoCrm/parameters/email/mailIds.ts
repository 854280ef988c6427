import { requiredIds } from '../../../shared/parameters/entered/requiredIds';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { locatedId } from '../../../shared/parameters/shown/locatedId';
import { recordLocator } from '../../../shared/parameters/shown/recordLocator';

const IDS = 'E-Mail IDs';
const MAIL = 'E-Mail';

/** E-mails by their IDs. */
export const mailIds = parameter(
	'mailIds',
	{
		displayName: IDS,
		name: 'mailIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 6b046affe09989a18, 6b046acf9378a5ecb',
		description: 'IDs of e-mails, as Get Many and triggers give them; several separated by commas',
	},
	(reader) => requiredIds(reader.resolved('mailIds'), IDS),
);

/** One e-mail. */
export const mailId = parameter(
	'mailId',
	{ displayName: MAIL, name: 'mailId', ...recordLocator('searchMails', []), required: true, description: 'The e-mail to work on' },
	(reader) => locatedId(reader.get('mailId'), MAIL, () => ['Email', 'this is about the type']),
);
