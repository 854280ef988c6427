import { identifierList, recordIdentifier } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { locatorValue } from '../../../shared/parameters/entered/locatorValue';
import { refuseGaps } from '../../../shared/parameters/entered/refuseGaps';
import { refuseOtherType } from '../../../shared/parameters/entered/refuseOtherType';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { recordAddress, recordLocator } from '../../../shared/parameters/shown/recordLocator';

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
		description: 'One ID, or several with commas between them',
	},
	(reader) => {
		const given = reader.resolved('mailIds');
		refuseGaps(given, IDS);
		const ids = identifierList(given, (id) => recordIdentifier(id, IDS));
		if (!ids.length) throw new InvalidInput(IDS, `“${IDS}” is empty`, 'Enter at least one ID.');
		return ids;
	},
);

/** One e-mail. */
export const mailId = parameter(
	'mailId',
	{ displayName: MAIL, name: 'mailId', ...recordLocator('searchMails', []), required: true, description: 'The e-mail to work on' },
	(reader) => {
		const value = locatorValue(reader.get('mailId'));
		const address = recordAddress(value);
		refuseOtherType(address ? [address.entityType] : [], 'Email', MAIL, 'this is about the type');
		return recordIdentifier(address?.id ?? value, MAIL);
	},
);
