import { mailAddresses } from '../../../shared/api/email/mailAddresses';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { chosenOf } from '../../../shared/parameters/entered/chosenOf';
import { refuseGaps } from '../../../shared/parameters/entered/refuseGaps';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { narrowingOption } from '../../../shared/parameters/shown/options';
import { shownWhen } from '../../../shared/parameters/shown/shownWhen';

const SEND_TO = 'Send To';
const TO = 'To';

const sendTo = parameter(
	'sendTo',
	{
		displayName: SEND_TO,
		name: 'sendTo',
		type: 'options',
		noDataExpression: true,
		default: 'addresses',
		options: [
			{ name: 'Addresses', value: 'addresses', description: 'The addresses that you enter' },
			{ name: 'Record', value: 'record', description: 'The e-mail address of a record, e.g. of a contact' },
		],
		description: 'To whom the e-mail goes',
	},
	(reader) => chosenOf(reader.get('sendTo'), ['addresses', 'record'], SEND_TO),
);

/** At least one. */
export const to = parameter(
	'to',
	{
		displayName: TO,
		name: 'to',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. anna@example.com',
		description: 'One or several addresses, separated by commas or semicolons; names may stand before them',
	},
	(reader) => {
		const given = reader.resolved('to');
		refuseGaps(given, TO);
		const addresses = mailAddresses(given, TO);
		if (!addresses.length) throw new InvalidInput(TO, `“${TO}” is empty`, 'Enter at least one address.');
		return addresses;
	},
);

/** Addresses, or a record that has some. */
export const recipients = [
	sendTo,
	shownWhen('sendTo', ['addresses'], to),
	shownWhen('sendTo', ['record'], entityType),
	shownWhen('sendTo', ['record'], recordId),
] as const;

/** The addresses of an option; an expression in it must give some. */
function further<const Name extends string>(name: Name, displayName: string, description: string) {
	return narrowingOption(
		name,
		{ displayName, name, type: 'string', default: '', placeholder: 'e.g. Anna Berg <anna@example.com>, ben@example.com', description },
		(value) => {
			refuseGaps(value, displayName);
			return mailAddresses(value, displayName);
		},
	);
}

export const cc = further('cc', 'CC', 'Addresses that get a copy');
export const bcc = further('bcc', 'BCC', 'Addresses that get a copy without the others seeing it');
export const replyTo = further('replyTo', 'Reply To', 'Addresses that replies go to');
