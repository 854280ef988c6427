import type { INodeProperties } from 'n8n-workflow';

import { isBlank } from '../../../shared/api/values/given';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import { isJsonObject, type Json, type JsonObject } from '../../../shared/api/values/Json';
import { shortened } from '../../../shared/api/values/shortened';
import { unreadable } from '../../../shared/api/values/unreadable';

export const JSON_FIELDS = 'Fields (JSON)';

/** Fields as one parameter, for expressions and AI agents. */
export const fieldsJson: INodeProperties = {
	displayName: JSON_FIELDS,
	name: 'fieldsJson',
	type: 'json',
	default: '{}',
	// n8n shows no placeholder in an editor for JSON.
	hint: 'e.g. { "name": "Acme", "website": "https://acme.example.com" }',
	description: "Attributes under the names that EspoCRM's API uses. Empty text leaves a field unchanged; null clears it.",
	displayOptions: { show: { specifyFields: ['json'] } },
};

/** @throws InvalidInput for anything but an object */
export function fieldsOfJson(value: unknown): JsonObject {
	const parsed = typeof value === 'string' ? parse(value) : value;
	if (parsed === undefined || parsed === null) return {};
	if (!isJsonObject(parsed)) {
		throw new InvalidInput(
			JSON_FIELDS,
			`“${JSON_FIELDS}” must be an object in curly brackets`,
			'To write several records, send several items.',
		);
	}
	// 7.x answers it with a bare 500, 10.0 ignores it.
	const nameless = Object.entries(parsed).find(([name, given]) => isBlank(name) && given !== '');
	if (nameless) {
		const shown = shortened(JSON.stringify(nameless[1]));
		throw new InvalidInput(
			JSON_FIELDS,
			`The name of a field in “${JSON_FIELDS}” is empty; its value is ${shown}`,
			'Give it a name, or remove it.',
		);
	}
	return parsed;
}

function parse(text: string): Json | undefined {
	if (!text.trim()) return undefined;
	try {
		return JSON.parse(text) as Json;
	} catch (error) {
		throw unreadable(JSON_FIELDS, error);
	}
}
