import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

interface Schema {
	type: string | string[];
	properties?: Record<string, Schema>;
}

const folder = join(__dirname, '../../../nodes/EspoCrm/__schema__/v1.0.0');

/** Of an operation, e.g. "stream/follow". */
export const schemaOf = (id: string) => JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as Schema;
const typeOf = (value: unknown) =>
	value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;

/** What of the output is missing in the schema or of another type; PHP writes an empty object as an empty list. */
export function deviations(value: unknown, schema: Schema, path = ''): string[] {
	const types = [schema.type].flat();
	if (!types.includes(typeOf(value)) && !(types.includes('object') && (value === null || (Array.isArray(value) && !value.length))))
		return [`${path} is ${typeOf(value)}`];
	return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
		const inner = (value as IDataObject)[name];
		return inner === undefined ? [`${path}.${name} is missing`] : deviations(inner, part, `${path}.${name}`);
	});
}
