import { identifierList, recordIdentifier } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { refuseGaps } from '../../../shared/parameters/entered/refuseGaps';
import { parameter } from '../../../shared/parameters/reading/Parameter';

const IDS = 'File IDs';

/** Files by the IDs of their attachments. */
export const fileIds = parameter(
	'fileIds',
	{
		displayName: IDS,
		name: 'fileIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 6b046affe09989a18, 6b046acf9378a5ecb',
		description: 'IDs of files (attachments), as Get Many, triggers and records give them; several with commas',
	},
	(reader) => {
		const given = reader.resolved('fileIds');
		refuseGaps(given, IDS);
		const ids = identifierList(given, (id) => recordIdentifier(id, IDS));
		if (!ids.length) throw new InvalidInput(IDS, `“${IDS}” is empty`, 'Enter at least one ID.');
		return ids;
	},
);
