import { identifierList } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { shortened } from '../../../shared/api/values/shortened';
import { textOf } from '../../../shared/api/values/textOf';
import { refuseGaps } from '../../../shared/parameters/entered/refuseGaps';
import { narrowingOption } from '../../../shared/parameters/shown/options';

const MENTION = 'Mention User Names or IDs';
/** What EspoCRM recognises behind an @ (espocrm-api.md#notes). */
const USER_NAME = /^@?([\w@.-]+)$/;

/** Users to mention, by the names with which they log in. */
export const mentionedUsers = narrowingOption(
	'mentionedUsers',
	{
		displayName: MENTION,
		name: 'mentionedUsers',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getMentionableUsers' },
		default: [],
		description:
			'Users to mention at the beginning of the text, unless the text mentions them already; the IDs are usernames. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(value) => {
		refuseGaps(value, MENTION);
		return identifierList(value ?? [], (given) => {
			const name = USER_NAME.exec(textOf(given).trim())?.[1];
			if (name !== undefined && typeof given === 'string') return name;
			throw new InvalidInput(
				MENTION,
				`“${shortened(textOf(given))}” in “${MENTION}” is not a username`,
				'Enter the name with which the user logs in, e.g. emma.',
			);
		});
	},
);
