import { addressOwners, USUAL_OWNERS } from '../../../shared/api/email/addressOwners';
import { mailAddress } from '../../../shared/api/email/mailAddresses';
import { entityTypeIdentifier, identifierList } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { operation } from '../../../shared/operation/Operation';
import { requiredText } from '../../../shared/parameters/entered/plainText';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { narrowingOption, options } from '../../../shared/parameters/shown/options';

const ADDRESS = 'Address';
const TYPES = 'Entity Type Names';

const address = parameter(
	'address',
	{
		displayName: ADDRESS,
		name: 'address',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. anna@example.com',
		description: 'The e-mail address to look for',
	},
	(reader) => mailAddress(requiredText(reader.resolved('address'), ADDRESS), ADDRESS),
);

const entityTypes = narrowingOption(
	'entityTypes',
	{
		displayName: TYPES,
		name: 'entityTypes',
		type: 'string',
		default: '',
		placeholder: 'e.g. Contact, Lead',
		description: 'The entity types to look in, separated by commas; Contact, Lead, Account and User without this option',
	},
	(value) => {
		const names = identifierList(value ?? [], (name) => entityTypeIdentifier(name, TYPES));
		if (Array.isArray(value) && !names.length) throw new InvalidInput(TYPES, `“${TYPES}” is a list without entries`);
		return names;
	},
);

export const findAddress = operation({
	resource: 'email',
	value: 'findAddress',
	name: 'Find Address',
	action: 'Find records by e-mail address',
	description: 'Find the records that have an e-mail address',
	effect: 'read',
	parameters: [address, options([entityTypes])],
	plan: ({ address, options }) => ({
		steps: async ({ client, hint }) => {
			const types = options.entityTypes.length ? options.entityTypes : USUAL_OWNERS;
			return await addressOwners(client, address, types, (type) =>
				hint(`The authenticated user may not read records of the type ${type}.`),
			);
		},
	}),
});
