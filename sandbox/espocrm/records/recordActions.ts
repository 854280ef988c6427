import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { attachments } from '../attachments/attachments';
import { strings, type Json, type JsonObject } from '../Json';
import type { FieldDefs } from '../schema/schema';
import type { Action } from '../sandboxUsers';
import { findRecords, parseListSearch } from '../search/search';
import { cleanInput } from './cleanInput';
import { duplicateActions } from './duplicateActions';
import { insertRecord, loadRecord, updateRecord } from './recordStore';

/** Linked records must exist and be readable; 7.5 looks only at links to several. */
function checkLinks(call: Call, entityType: string, values: JsonObject): void {
	const { version10, store } = call.espo;
	checkFiles(call, entityType, values);
	for (const link of Object.keys(call.espo.type(entityType).links)) {
		const foreignEntityType = call.espo.relation(entityType, link)?.foreignType;
		if (!foreignEntityType || foreignEntityType === 'Attachment') continue;
		for (const id of strings(values[`${link}Ids`] ?? [(version10 && values[`${link}Id`]) || null])) {
			const record = store.byId(foreignEntityType, id);
			const refuse = (reason: string, label: string, more = {}) => ApiError.translated(403, reason, label, { foreignEntityType, ...more });
			const place = version10 ? ` entity type: ${entityType}, link: ${link}.` : '';
			if (!record) throw refuse(`Can't relate with non-existing record.${place}`, 'cannotRelateNonExisting');
			if (!access.can(call, foreignEntityType, 'read', record))
				throw refuse(`No foreign record access for link operation (${entityType}:${link}).`, 'cannotRelateForbidden', { action: 'read' });
		}
	}
}

/** Files of a field for several must be there, and be uploads of the user; 7.5 lets a field for one take any. */
function checkFiles({ espo, user }: Call, entityType: string, values: JsonObject): void {
	for (const [field, { type }] of Object.entries(espo.type(entityType).fields)) {
		const isOne = type === 'file' || type === 'image';
		if (!isOne && type !== 'attachmentMultiple') continue;
		for (const id of isOne ? strings([values[`${field}Id`] ?? null]) : strings(values[`${field}Ids`])) {
			const file = attachments.byId(espo, id);
			if (!file)
				throw ApiError.translated(
					403,
					`Can't relate with non-existing record.${espo.version10 ? ` entity type: ${entityType}, link: ${field}.` : ''}`,
					'cannotRelateNonExisting',
					{ foreignEntityType: 'Attachment' },
				);
			const isSet = file.parentId || file.relatedId;
			if (file.createdById !== user.id && !isSet && (espo.version10 || !isOne))
				throw ApiError.translated(403, `No foreign record access for link operation (${entityType}:${field}).`, 'cannotRelateForbidden', {
					foreignEntityType: 'Attachment',
					action: 'edit',
				});
		}
	}
}

const without = (record: JsonObject, names: Iterable<string>): JsonObject => {
	const left = new Set(names);
	return Object.fromEntries(Object.entries(record).filter(([name]) => !left.has(name)));
};
/** What the user may not edit is ignored without a word. */
function writable(call: Call, entityType: string): JsonObject {
	if (!call.espo.version10 && '' in call.body()) throw ApiError.html(500, 'Slim Application Error');
	return without(call.body(), access.forbidden(call, entityType, 'edit').attributes);
}

function duplicates(call: Call, entityType: string, values: JsonObject): JsonObject[] {
	const { espo } = call;
	const fields = espo.type(entityType).duplicateCheck.filter((field) => values[field]);
	if (fields.length === 0) return [];
	const sql = fields
		.map((field) => (field === 'emailAddress' ? 't."emailAddressData" LIKE \'%"lower":"\' || ? || \'"%\'' : `t."${field}" = ?`))
		.join(' OR ');
	// Before 9.0 one is named, however many there are.
	const limit = espo.version10 ? 5 : 1;
	const found = espo.store.select(entityType, { where: [{ sql, params: fields.map((field) => String(values[field])) }], limit });
	const hidden = access.forbidden(call, entityType, 'read').attributes;
	return found.map((record) => without(record, [...hidden, 'emailAddressData', 'phoneNumberData']));
}

/**
 * What is no part of the record is shown as it was sent, as are columns without a record and a list of links that is null; 7.5 shows addresses so that an
 * update does not store, and names of links.
 */
function echoed({ espo, method }: Call, entityType: string, body: JsonObject): JsonObject {
	const { fields } = espo.type(entityType);
	const isPerson = espo.version10 || method === 'PUT' ? fields.name?.type === 'personName' : false;
	const isClearedBy = (name: string): boolean => method === 'PUT' && body[name] === null;
	const byPart: Record<string, (type: string, name: string) => boolean> = {
		Columns: (type, name) => type === 'linkMultiple' && Object.keys(body[name] ?? {}).length === 0,
		Ids: (type, name) => type === 'linkMultiple' && isClearedBy(name),
		Data: (type, name) => !espo.version10 && ['email', 'phone'].includes(type) && isClearedBy(name),
		Name: (type) => !espo.version10 && type.startsWith('link'),
		Names: (type) => !espo.version10 && type.startsWith('link'),
	};
	const isShown = (name: string): boolean => {
		const [, field = '', part = ''] = /^(.+?)(Columns|Ids|Names?|Data)$/.exec(name) ?? [];
		return byPart[part]?.(fields[field]?.type ?? '', name) ?? false;
	};
	const shown = Object.entries(body).filter(([name]) => {
		const { type = '', notStorable, readOnly } = fields[name] ?? {};
		const isDropped = !espo.version10 && method === 'PUT' && ['email', 'phone'].includes(type);
		return (notStorable && !readOnly) || isDropped || (name === 'name' && isPerson) || isShown(name);
	});
	return Object.fromEntries(shown);
}

/** The duration in an answer is what was sent, the default or the one before; only reading computes it. */
const shownDuration = ({ duration: defs }: Record<string, FieldDefs>, { duration }: JsonObject, before?: JsonObject): JsonObject =>
	defs && duration === undefined ? { duration: (before ? before.duration : defs.default) ?? null } : {};

/** What was neither set nor defaulted is missing from the answer to a create, names of links apart. */
function created(call: Call, entityType: string, id: string): JsonObject {
	const { version10, schema } = call.espo;
	const isLinkName = (name: string) => name.endsWith('Name') && schema[entityType]?.links[name.slice(0, -4)] !== undefined;
	return Object.fromEntries(
		Object.entries(loadRecord(call, entityType, id) ?? {}).filter(([name, value]) => (isLinkName(name) ? version10 : value !== null)),
	);
}

/**
 * 7.5 answers an update with the names of the records that were linked before, and with the old primary address where its list is written; 10.0 with
 * that of a parent that was cleared.
 */
function oldNames({ espo }: Call, entityType: string, body: JsonObject, before: JsonObject): JsonObject {
	const { version10 } = espo;
	const isOld = (link: string, type: string) =>
		version10 ? type === 'belongsToParent' && body[`${link}Id`] === null : body[`${link}Id`] !== undefined;
	const links = Object.entries(espo.type(entityType).links).flatMap(([link, { type }]) =>
		isOld(link, type) && `${link}Name` in before ? [link] : [],
	);
	const addresses = version10 ? [] : ['emailAddress', 'phoneNumber'].filter((name) => body[`${name}Data`] !== undefined);
	const names = [...links.map((link) => `${link}Name`), ...addresses.flatMap((name) => [name, `${name}IsOptedOut`, `${name}IsInvalid`])];
	return Object.fromEntries(names.map((name) => [name, before[name] ?? null]));
}

/** What stands beside the links of a list that is written is shown as it was before, on 10.0 but for the names. */
function oldColumns({ espo }: Call, body: JsonObject, before: JsonObject): JsonObject {
	const ends = espo.version10 ? ['Columns'] : ['Columns', 'Names'];
	const links = Object.keys(body).flatMap((name) => (name.endsWith('Ids') && name in before ? [name.slice(0, -3)] : []));
	const names = [
		...links.flatMap((link) => ends.map((end) => link + end)),
		...(links.includes('accounts') ? ['title', 'accountIsInactive'] : []),
	];
	return Object.fromEntries(names.flatMap((name) => (name in before ? [[name, before[name] ?? null]] : [])));
}

/** The right to the type is checked first, then whether the record is there, then the right to it. */
function existing(call: Call, entityType: string, id: string, action: Action): JsonObject {
	access.require(call, entityType, action);
	const record = loadRecord(call, entityType, id);
	if (!record) throw new ApiError(404, `Record ${id} ${action === 'read' ? 'does not exist' : 'not found'}.`);
	access.require(call, entityType, action, record);
	return record;
}

function checkVersion(record: JsonObject, values: JsonObject, header: string | undefined): void {
	if (header === undefined || record.versionNumber === undefined || Number.parseInt(header, 10) === record.versionNumber) return;
	const changed = Object.keys(values).filter((name) => JSON.stringify(values[name]) !== JSON.stringify(record[name] ?? null));
	if (changed.length)
		throw new ApiError(409, 'modified', {
			values: Object.fromEntries(changed.map((name) => [name, record[name] ?? null])),
			versionNumber: record.versionNumber,
		});
}

export const recordActions = {
	list(call: Call, entityType: string): Json {
		access.require(call, entityType, 'read');
		return findRecords(call, entityType, parseListSearch(call));
	},
	read: (call: Call, entityType: string, id: string): Json => existing(call, entityType, id, 'read'),
	async create(call: Call, entityType: string): Promise<Json> {
		access.require(call, entityType, 'create');
		const body = writable(call, entityType);
		const values = cleanInput(call.espo, entityType, body);
		checkLinks(call, entityType, values);
		if (call.header('x-skip-duplicate-check') !== 'true' && body._skipDuplicateCheck !== true) {
			const found = duplicates(call, entityType, values);
			if (found.length) throw new ApiError(409, 'duplicate', found);
			// The real check is not in one transaction with the insert either.
			await call.espo.pause(call.espo.options.racePauseMs);
		}
		const { fields } = call.espo.type(entityType);
		const id = insertRecord(call, entityType, values);
		duplicateActions.copyLinks(call, entityType, id);
		const record = created(call, entityType, id);
		return { ...record, ...shownDuration(fields, body), ...echoed(call, entityType, body) };
	},
	update(call: Call, entityType: string, id: string): Json {
		const before = existing(call, entityType, id, 'edit');
		const body = writable(call, entityType);
		const values = cleanInput(call.espo, entityType, body, before);
		checkVersion(before, values, call.header('x-version-number'));
		checkLinks(call, entityType, values);
		updateRecord(call, entityType, before, values);
		const shown = {
			...oldNames(call, entityType, body, before),
			...oldColumns(call, body, before),
			...shownDuration(call.espo.type(entityType).fields, body, before),
		};
		return { ...loadRecord(call, entityType, id), ...shown, ...echoed(call, entityType, body) };
	},
	remove(call: Call, entityType: string, id: string): Json {
		const { store } = call.espo;
		store.update(entityType, existing(call, entityType, id, 'delete').id, { deleted: true });
		store.run('DELETE FROM "relation" WHERE ? IN ("a", "b")', [id]);
		store.run('DELETE FROM "subscription" WHERE "entityId" = ?', [id]);
		call.espo.changes.emit('removed', call.user.id, entityType, id);
		return true;
	},
};
