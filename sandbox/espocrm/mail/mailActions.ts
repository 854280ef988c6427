import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { isObject, strings, type Json, type JsonObject } from '../Json';
import { recordActions } from '../records/recordActions';
import { loadRecord } from '../records/recordStore';
import { findRecords, parseListSearch } from '../search/search';
import { sendMail } from './sendMail';

const LISTS = ['to', 'cc', 'bcc', 'replyTo'];
const ADDRESS = /^[\w.+-]+@([\w-]+\.)+[a-z]{2,}$/i;
/** What a sent e-mail still takes. */
const CHANGEABLE = ['parentId', 'parentType', 'teamsIds', 'assignedUserId'];

function broken(field: string, type: string): ApiError {
	return ApiError.translated(400, `Field validation failure; entityType: Email, field: ${field}, type: ${type}.`, 'validationFailure', {
		field,
		type,
	});
}

/** The body with the subject where it is stored, after a look at its addresses. */
function cleanMail(call: Call, body: JsonObject): JsonObject {
	const { subject, ...rest } = body;
	if (typeof rest.from === 'string' && !ADDRESS.test(rest.from)) throw broken('from', 'valid');
	for (const name of LISTS) {
		const given = rest[name];
		if (typeof given === 'string' && given && !given.split(';').every((address) => ADDRESS.test(address))) throw broken(name, 'valid');
	}
	const { sendAt } = rest;
	if (call.espo.version10 && typeof sendAt === 'string' && Date.parse(`${sendAt.replace(' ', 'T')}Z`) < Date.now())
		throw broken('sendAt', 'future');
	return { ...rest, ...(subject === undefined ? {} : { name: subject }) };
}

const withBody = (call: Call, body: JsonObject): Call => ({ ...call, body: () => body });
const withSubject = (mail: JsonObject): JsonObject => ({ ...mail, subject: mail.name ?? null });
const shown = (call: Call, id: string): JsonObject => withSubject(loadRecord(call, 'Email', id) ?? {});

/** Lists show addresses only when they are asked for, 7.5 only by the links that stand for them. */
function listedMail({ espo }: Call, select: string[], row: JsonObject): JsonObject {
	const whole = espo.store.byId('Email', row.id) ?? {};
	const links = LISTS.filter((name) => select.includes(`${name}EmailAddressesIds`)).map((name) => {
		const addresses = String(whole[name] ?? '')
			.split(';')
			.filter(Boolean);
		return {
			[`${name}EmailAddressesIds`]: addresses.map((_, at) => `${name}${at}`),
			[`${name}EmailAddressesNames`]: Object.fromEntries(addresses.map((address, at) => [`${name}${at}`, address])),
		};
	});
	const isShown = (name: string) => espo.version10 && select.includes(name);
	const addresses = Object.fromEntries(['from', ...LISTS].filter(isShown).map((name) => [name, whole[name] ?? '']));
	const { from: _from, to: _to, cc: _cc, bcc: _bcc, replyTo: _replyTo, ...rest } = row;
	return Object.assign(withSubject(rest), { fromEmailAddressName: whole.from ?? null }, addresses, ...links) as JsonObject;
}

export const mailActions = {
	list(call: Call): Json {
		access.require(call, 'Email', 'read');
		const search = parseListSearch(call);
		// Its rows are never counted.
		const found = findRecords(call, 'Email', { ...search, noTotal: true });
		const list = Array.isArray(found.list) ? found.list.filter(isObject) : [];
		return { ...found, list: list.map((row) => listedMail(call, strings(search.select ?? []), row)) };
	},
	read(call: Call, id: string): Json {
		const before = recordActions.read(call, 'Email', id) as JsonObject;
		if (before.isUsers) call.espo.store.update('Email', id, { isRead: true });
		return withSubject(before);
	},
	async create(call: Call): Promise<Json> {
		const body = cleanMail(call, call.body());
		const status = body.status ?? 'Archived';
		if (status !== 'Draft' && !body.to) throw broken('to', 'required');
		const { id } = (await recordActions.create(withBody(call, { isHtml: true, ...body }), 'Email')) as JsonObject;
		const files = strings(body.attachmentsIds ?? null).length > 0;
		const flags = { isRead: true, isImportant: false, inTrash: false, isUsers: false, isReplied: false, hasAttachment: files };
		call.espo.store.update('Email', id, { ...flags, messageId: `dummy:${id}` });
		if (status === 'Sending') sendMail(call, shown(call, String(id)));
		return shown(call, String(id));
	},
	update(call: Call, id: string): Json {
		const before = call.espo.store.byId('Email', id);
		const body = cleanMail(call, call.body());
		const taken = before?.status === 'Sent' ? Object.fromEntries(Object.entries(body).filter(([name]) => CHANGEABLE.includes(name))) : body;
		recordActions.update(withBody(call, taken), 'Email', id);
		// 7.5 leaves alone what is stuck.
		const isStuck = before?.status === 'Sending' && !call.espo.version10;
		if (taken.status === 'Sending' && !isStuck) sendMail(call, shown(call, id), true);
		return shown(call, id);
	},
};
