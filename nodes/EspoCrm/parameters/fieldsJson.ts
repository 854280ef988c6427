import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../shared/api/InvalidInput';
import { isJsonObject, type Json, type JsonObject } from '../../shared/api/Json';
import { unreadable } from '../../shared/api/where';

export const JSON_FIELDS = 'Fields (JSON)';

/** Fields as one parameter, for expressions and AI agents. */
export const fieldsJson: INodeProperties = {
	displayName: JSON_FIELDS,
	name: 'fieldsJson',
	type: 'json',
	default: '{}',
	// n8n shows no placeholder in an editor for JSON.
	hint: 'e.g. { "name": "Acme", "website": "https://acme.example.com" }',
	description: "Attributes by name, as EspoCRM's API knows them. Empty text leaves a field alone, null clears it.",
	displayOptions: { show: { specifyFields: ['json'] } },
};

/** @throws InvalidInput for anything but an object */
export function fieldsOfJson(value: unknown): JsonObject {
	const parsed = typeof value === 'string' ? parse(value) : value;
	if (parsed === undefined || parsed === null) return {};
	if (!isJsonObject(parsed)) {
		throw new InvalidInput(JSON_FIELDS, `“${JSON_FIELDS}” must be an object in curly brackets`, 'To write several records, send several items.');
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
