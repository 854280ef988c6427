import type { IDataObject } from 'n8n-workflow';

import type { Api, ApiRecord } from '../contract/server/Api';
import { FIELD, samples, SUFFIXES, TYPE, type FieldSample } from './samples';
import { stable } from './stable';

interface Documents {
	scopes: Record<string, unknown>;
	entityDefs: Record<string, { fields: Record<string, { type: string }> }>;
}

/** Writes values to the fields of the type that the contract suite makes on real servers, and reads them anew. */
export async function recordFields(admin: Api, api: Api): Promise<FieldSample[]> {
	const { scopes, entityDefs } = (await admin.get('Metadata')) as unknown as Documents;
	const entityType = ['CN8nContract', 'N8nContract'].find((name) => scopes[name]) ?? '';
	const recorded: FieldSample[] = [];
	for (const [type, values] of Object.entries(samples)) {
		const field = `zoo${type.charAt(0).toUpperCase()}${type.slice(1)}`;
		// Older versions have fewer types.
		if (entityDefs[entityType]?.fields[field]?.type !== type) continue;
		for (const sent of values) recorded.push({ type, sent, ...(await writeSample(api, entityType, { field, suffix: SUFFIXES[type] ?? '', sent })) });
	}
	return recorded;
}

export interface SampleWrite {
	field: string;
	suffix: string;
	sent: IDataObject[string];
}

/** Creates a record with the value; what comes of it, with stand-ins for the names of field and type. */
export async function writeSample(api: Api, entityType: string, { field, suffix, sent }: SampleWrite): Promise<Omit<FieldSample, 'type' | 'sent'>> {
	const { status, headers, body } = await api.send('POST', entityType, { name: 'sample', [`${field}${suffix}`]: sent });
	const named = <Value>(value: Value): Value => JSON.parse(JSON.stringify(stable(value, new Map())).replaceAll(field, FIELD).replaceAll(entityType, TYPE)) as Value;
	const reason = headers.get('x-status-reason');
	if (status !== 200) return { status, ...(reason !== null && { reason: named(reason) }), ...(body !== '' && { error: isPage(body) ? '<html>' : named(body) }) };
	const { id } = body as ApiRecord;
	const read = await api.get(`${entityType}/${id}`);
	await api.remove(entityType, id);
	const own = Object.fromEntries(Object.entries(read).filter(([name]) => name.startsWith(field) && isOf(name.slice(field.length))));
	return { status, stored: named(own) };
}

function isPage(body: unknown): boolean {
	return typeof body === 'string' && body.startsWith('<');
}

/** Other fields can have names that begin alike, e.g. zooDate and zooDatetime. */
function isOf(rest: string): boolean {
	return rest === '' || /^[A-Z]/.test(rest);
}
