import type { IDataObject } from 'n8n-workflow';

import { mappingFields } from '../harness/dropdown';
import { describeEspo } from './server/describeEspo';
import { entity, inJson, record } from './server/parameters';

type Metadata = { scopes: Record<string, { entity?: boolean; object?: boolean; disabled?: boolean }>; entityDefs: Record<string, { fields: Record<string, IDataObject>; links: Record<string, { entity?: string }> }> };

/** What a new record of a type needs beside its name. */
const NEEDED: Record<string, IDataObject> = {
	Opportunity: { amount: 1, closeDate: '2026-12-24', probability: 10 },
	Meeting: { dateStart: '2026-11-23 10:00:00', dateEnd: '2026-11-23 11:00:00' },
	Call: { dateStart: '2026-11-23 10:00:00', dateEnd: '2026-11-23 11:00:00' },
	Campaign: { status: 'Planning' },
};
const TYPES = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Task', 'Meeting', 'Call', 'Document', 'TargetList', 'Campaign', 'KnowledgeBaseArticle', 'Project', 'CProject', 'Specimen', 'CSpecimen'];
const PERSONS = ['Contact', 'Lead'];
/** Commands rather than values. */
const isLeftOut = (id: string) => id === 'id' || /password/i.test(id);

/** Each writable attribute of each type, written once: a later read gives what the item says, and what was sent or a hint that names it. */
describeEspo('every writable attribute', (espo) => {
	const valueOf = (id: string, type: string, kind: string, options?: unknown[]): unknown => {
		if (options?.length) return options[options.length - 1];
		if (id === 'emailAddress') return `${espo.prefix}.${Math.random().toString(36).slice(2)}@example.com`;
		if (id === 'phoneNumber') return `+3120${String(Math.random()).slice(2, 9)}`;
		if (id.endsWith('Id') || kind === 'idList' || kind === 'object' || kind === 'json' || kind === 'list') return undefined;
		if (kind === 'date') return '2026-12-24';
		if (kind === 'dateTime' || kind === 'dateTimeOptional') return '2026-11-23 12:00:00';
		if (kind === 'boolean' || kind === 'flag') return true;
		if (kind === 'integer' || kind === 'number') return 7;
		return kind === 'decimal' ? '7.5' : /url|website/i.test(id + type) ? 'https://sweep.example.com' : 'Sweep';
	};
	const equal = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

	it.each(TYPES)('%s', async (entityType) => {
		if (!espo.can(entityType, 'create', 'read', 'edit')) return;
		const { entityDefs } = (await espo.api.get('Metadata')) as unknown as Metadata;
		const fields = await mappingFields({ credentials: espo.credentials, parameters: entity('update', entityType) });
		const base = (title: string): IDataObject => ({ [PERSONS.includes(entityType) ? 'lastName' : 'name']: espo.name(title), ...NEEDED[entityType], ...(['Task', 'Meeting', 'Call'].includes(entityType) ? { assignedUserId: espo.me.user.id } : {}) });
		const made: string[] = [];
		const wrong: string[] = [];
		let checked = 0;
		try {
			for (const field of fields) {
				const type = String(entityDefs[entityType]?.fields[field.id]?.type ?? '');
				const value = isLeftOut(field.id) ? undefined : valueOf(field.id, type, field.kind, field.options?.map((option) => option.value));
				if (value === undefined) continue;
				const { id } = await espo.create(entityType, base(`sweep ${field.id}`));
				made.push(id);
				for (const operation of ['update', 'upsert']) {
					const item = operation === 'update' ? record('update', entityType, id, inJson({ [field.id]: value })) : { ...entity('upsert', entityType, inJson({ id, [field.id]: value })), matchFields: [] };
					const { json, error, hints } = await espo.run({ ...item, options: { dateTimeFormat: 'espo' } });
					if (error) continue;
					checked++;
					const stored = (await espo.api.get(`${entityType}/${id}`))[field.id];
					const isSaid = hints.some(({ message }) => message.includes(field.id));
					if (!equal(json[0]?.[field.id], stored)) wrong.push(`${operation} ${field.id}: the item says ${JSON.stringify(json[0]?.[field.id])}, stored is ${JSON.stringify(stored)}`);
					else if (!equal(value, stored) && !isSaid) wrong.push(`${operation} ${field.id}: ${JSON.stringify(value)} became ${JSON.stringify(stored)} without a word`);
				}
			}
		} finally {
			for (const id of made) await espo.api.remove(entityType, id).catch(() => undefined);
		}
		expect(wrong).toEqual([]);
		expect(checked).toBeGreaterThan(0);
	}, 240_000);
});
