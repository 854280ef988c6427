import { InvalidInput } from '../api/values/InvalidInput';

/** n8n adds this choice to Resource and Operation of every node whose credential authenticates requests. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/** Why what was chosen can't be run, and what to do. @param chosen resource and operation */
export function unknownOperation(...chosen: unknown[]): InvalidInput {
	if (!chosen.includes(CUSTOM_API_CALL)) return new InvalidInput('Operation', 'This operation does not exist', 'Choose one from the list.');
	return new InvalidInput(
		'Operation',
		'“Custom API Call” is made with the HTTP Request node',
		'Add an HTTP Request node with the authentication “Predefined Credential Type” and the credential type “EspoCRM API”, or choose another operation here.',
	);
}
