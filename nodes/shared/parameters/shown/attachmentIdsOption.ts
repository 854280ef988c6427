import { identifierList, recordIdentifier } from '../../api/values/identifier';
import { refuseGaps } from '../entered/refuseGaps';
import { narrowingOption, type Option } from './options';

const FILES = 'Attachment IDs';

/** Files that EspoCRM has already, by their IDs. @param description says what becomes of them */
export function attachmentIdsOption(description: string): Option<'attachmentIds', string[]> {
	return narrowingOption(
		'attachmentIds',
		{
			displayName: FILES,
			name: 'attachmentIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 6b046affe09989a18, 6b046acf9378a5ecb',
			description,
		},
		(value) => {
			refuseGaps(value, FILES);
			return identifierList(value ?? [], (id) => recordIdentifier(id, FILES));
		},
	);
}
