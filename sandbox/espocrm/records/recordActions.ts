import { access } from '../access/access';
import { ApiError } from '../ApiError';
import type { Call } from '../http/Call';
import { strings, type Json, type JsonObject } from '../Json';
import { relationOf } from '../schema/relationOf';
import { findRecords } from '../search/findRecords';
import { parseSearch } from '../search/parseSearch';
import { cleanInput } from './cleanInput';
import { loadRecord } from './loadRecord';
import { insertRecord, removeRecord, updateRecord } from './saveRecord';

/** Linked records must exist and be readable. */
export function checkLinks(call: Call, entityType: string, values: JsonObject): void {
	const { espo } = call;
	for (const [link, { type }] of Object.entries(espo.type(entityType).fields)) {
		const ids = type === 'linkMultiple' ? strings(values[`${link}Ids`]) : type === 'link' && values[`${link}Id`] ? [String(values[`${link}Id`])] : [];
		const foreignEntityType = relationOf(espo.schema, entityType, link)?.foreignType ?? '';
		for (const id of ids) {
			const record = espo.store.byId(foreignEntityType, id);
			if (!record) {
				throw ApiError.translated(403, `Can't relate with non-existing record. entity type: ${entityType}, link: ${link}.`, 'cannotRelateNonExisting', { foreignEntityType });
			}
			if (!access.can(call, foreignEntityType, 'read', record)) {
				throw ApiError.translated(403, `No foreign record access for link operation (${entityType}:${link}).`, 'cannotRelateForbidden', { foreignEntityType, action: 'read' });
			}
		}
	}
}

function duplicates({ espo }: Call, entityType: string, values: JsonObject): JsonObject[] {
	const fields = (espo.type(entityType).duplicateCheck ?? []).filter((field) => values[field]);
	if (fields.length === 0) return [];
	const sql = fields.map((field) => (field === 'emailAddress'
		? `EXISTS (SELECT 1 FROM json_each(t."emailAddressData") j WHERE json_extract(j.value, '$.lower') = lower(?))` : `t."${field}" = ?`)).join(' OR ');
	const hidden = ['emailAddressData', 'phoneNumberData'];
	return espo.store.select(entityType, { where: [{ sql, params: fields.map((field) => String(values[field])) }], limit: 20 })
		.map((record) => Object.fromEntries(Object.entries(record).filter(([name]) => !hidden.includes(name))));
}

/** What was neither set nor defaulted is missing from the answer to a create. */
export function createdRecord(call: Call, entityType: string, id: string): JsonObject {
	const fields = Object.entries(call.espo.type(entityType).fields);
	const linkNames = fields.filter(([, { type }]) => type.startsWith('link')).map(([name]) => `${name}Name`);
	const shown = ([name, value]: [string, Json]) => (call.espo.version10 ? value !== null || linkNames.includes(name) : value !== null && !linkNames.includes(name));
	return Object.fromEntries(Object.entries(loadRecord(call, entityType, id) ?? {}).filter(shown));
}

function existing(call: Call, entityType: string, id: string, words: string): JsonObject {
	const record = loadRecord(call, entityType, id);
	if (!record) throw new ApiError(404, `Record ${id} ${words}.`);
	return record;
}

function checkVersion(record: JsonObject, values: JsonObject, header: string | undefined): void {
	if (header === undefined || record.versionNumber === undefined || Number.parseInt(header, 10) === record.versionNumber) return;
	const changed = Object.keys(values).filter((name) => JSON.stringify(values[name]) !== JSON.stringify(record[name] ?? null));
	if (changed.length === 0) return;
	throw new ApiError(409, 'modified', { values: Object.fromEntries(changed.map((name) => [name, record[name] ?? null])), versionNumber: record.versionNumber });
}

export const recordActions = {
	list(call: Call, entityType: string): Json {
		access.require(call, entityType, 'read');
		return findRecords(call, entityType, parseSearch(call.query, call.header('x-no-total') === 'true'));
	},
	read(call: Call, entityType: string, id: string): Json {
		access.require(call, entityType, 'read');
		const record = existing(call, entityType, id, 'does not exist');
		access.require(call, entityType, 'read', record);
		return record;
	},
	async create(call: Call, entityType: string): Promise<Json> {
		const body = call.body();
		access.require(call, entityType, 'create');
		const values = cleanInput(call.espo, entityType, body);
		checkLinks(call, entityType, values);
		if (call.header('x-skip-duplicate-check') !== 'true' && body._skipDuplicateCheck !== true) {
			const found = duplicates(call, entityType, values);
			if (found.length) throw new ApiError(409, 'duplicate', found);
			// The real check is not in one transaction with the insert either.
			await call.espo.pause(call.espo.options.racePauseMs);
		}
		return createdRecord(call, entityType, insertRecord(call, entityType, values));
	},
	update(call: Call, entityType: string, id: string): Json {
		const body = call.body();
		access.require(call, entityType, 'edit');
		const before = existing(call, entityType, id, 'not found');
		access.require(call, entityType, 'edit', before);
		const values = cleanInput(call.espo, entityType, body, before);
		checkVersion(before, values, call.header('x-version-number'));
		checkLinks(call, entityType, values);
		updateRecord(call, entityType, before, values);
		return loadRecord(call, entityType, id) ?? null;
	},
	remove(call: Call, entityType: string, id: string): Json {
		access.require(call, entityType, 'delete');
		access.require(call, entityType, 'delete', existing(call, entityType, id, 'not found'));
		removeRecord(call, entityType, id);
		return true;
	},
};
