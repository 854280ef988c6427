import { mailAddresses } from '../../../shared/api/email/mailAddresses';
import { toEspoDateTime } from '../../../shared/api/values/dateTime';
import { isNothing } from '../../../shared/api/values/given';
import { identifierList, recordIdentifier } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { shortened } from '../../../shared/api/values/shortened';
import { textOf } from '../../../shared/api/values/textOf';
import { attachmentIdsOption } from '../../../shared/parameters/shown/attachmentIdsOption';
import { narrowingOption } from '../../../shared/parameters/shown/options';

const FROM = 'From Address Name or ID';

export const from = narrowingOption(
	'from',
	{
		displayName: FROM,
		name: 'from',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getSendingAddresses' },
		default: '',
		description:
			'The address to send from; the first of the list without this option. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(value) => {
		const [address, more] = mailAddresses(value, FROM);
		// Without one EspoCRM would send from another address than the expression was to give.
		const isEmptyList = Array.isArray(value) && address === undefined;
		if (more !== undefined || isEmptyList) throw new InvalidInput(FROM, `“${FROM}” must be one address`);
		return address;
	},
);

const SEND_AT = 'Send At';

/** In UTC, as EspoCRM writes it. */
export const sendAt = narrowingOption(
	'sendAt',
	{
		displayName: SEND_AT,
		name: 'sendAt',
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. 2036-11-23T10:00:00',
		description:
			'When EspoCRM is to send the e-mail (9.0 and newer); at once without this option. A time without a zone is one in the time zone of the workflow.',
	},
	(value, reader) => {
		if (isNothing(value)) return undefined;
		const time = toEspoDateTime(textOf(value), reader?.zone ?? 'UTC');
		if (time !== undefined && Date.parse(`${time.replace(' ', 'T')}Z`) > Date.now()) return time;
		const fault = time === undefined ? 'is not a date with a time' : 'is in the past';
		throw new InvalidInput(SEND_AT, `“${shortened(textOf(value))}” in “${SEND_AT}” ${fault}`);
	},
);

const ASSIGNED = 'Assigned User Name or ID';

export const assignedUserId = narrowingOption(
	'assignedUserId',
	{
		displayName: ASSIGNED,
		name: 'assignedUserId',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getUsers' },
		default: '',
		description:
			'The user whom the e-mail is assigned to. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(value) => (isNothing(value) ? undefined : recordIdentifier(value, ASSIGNED)),
);

const TEAMS = 'Team Names or IDs';

export const teamsIds = narrowingOption(
	'teamsIds',
	{
		displayName: TEAMS,
		name: 'teamsIds',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getTeams' },
		default: [],
		description:
			'The teams that the e-mail belongs to. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	(value) => identifierList(value ?? [], (id) => recordIdentifier(id, TEAMS)),
);

export const attachmentIds = attachmentIdsOption(
	'IDs of files that are in EspoCRM, e.g. of a document, separated by commas; the e-mail gets copies',
);
