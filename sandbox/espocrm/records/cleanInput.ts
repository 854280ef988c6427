import { ApiError } from '../ApiError';
import { attachments } from '../attachments/attachments';
import type { Espo } from '../Espo';
import { isObject, strings, type Json, type JsonObject } from '../Json';
import { optionsOf, type EntityType, type FieldDefs } from '../schema/schema';
import { withDays } from './allDay';
import { addresses, BrokenRule, convertValue } from './convertValue';

/** Types whose values are read like those of another. */
const ALIKE: Record<string, string> = { phone: 'email', image: 'file' };
/** Kept with the address that it is about. */
const isFlag = (name: string): boolean => /^(emailAddress|phoneNumber)Is/.test(name);

/** The attributes of a body that may be stored, converted; the first field that breaks a rule ends the request. */
export function cleanInput(espo: Espo, entityType: string, body: JsonObject, current?: JsonObject): JsonObject {
	const { version10 } = espo;
	const type = espo.type(entityType);
	const values: JsonObject = {};

	const read: Record<string, (name: string, defs: FieldDefs) => void> = {
		link: (name, defs) => {
			if (body[`${name}Id`] !== undefined) values[`${name}Id`] = convertValue(body[`${name}Id`] ?? null, defs, version10);
		},
		file: (name) => {
			// The ID of a file that does not exist is ignored without a word.
			const { [`${name}Id`]: id } = body;
			if (id !== undefined && (id === null || attachments.byId(espo, id))) values[`${name}Id`] = id;
		},
		attachmentMultiple: (name) => {
			const { [`${name}Ids`]: ids } = body;
			if (ids !== undefined && ids !== null) values[`${name}Ids`] = strings(ids);
		},
		autoincrement: () => undefined,
		number: () => undefined,
		linkParent: (name, { entityList }) => {
			const target = body[`${name}Type`];
			if (typeof target === 'string' && !entityList?.includes(target)) throw new BrokenRule('valid');
			for (const part of [`${name}Id`, `${name}Type`]) if (body[part] !== undefined) values[part] = body[part] ?? null;
		},
		linkMultiple: (name) => {
			const { [`${name}Ids`]: ids, [`${name}Columns`]: columns } = body;
			if (isObject(columns)) checkColumns(espo, type, name, columns);
			// Nothing is no list: it is left alone.
			Object.assign(
				values,
				ids !== undefined && ids !== null && { [`${name}Ids`]: strings(ids) },
				isObject(columns) && { [`${name}Columns`]: columns },
			);
		},
		email: (name, defs) => {
			// Nothing is no list: it is left alone, an empty one clears.
			const { [`${name}Data`]: list, ...others } = body;
			const converted = addresses.converted(name, list === null ? others : body, (address) => convertValue(address, defs, version10));
			if (current && Object.keys(converted).length === 0) return;
			// 7.4.0 to 8.1.3 keep the address of a record that exists, unless the list is given.
			if (current && !version10 && body[`${name}Data`] === undefined) delete converted[name];
			values[`${name}Data`] = addresses.merge(name, converted, current);
			values[name] = addresses.primary(name, values[`${name}Data`]);
		},
		currency: (name, defs) => void Object.assign(values, amount(name, defs, { body, current, version10 })),
	};
	const plain = (name: string, defs: FieldDefs): void => {
		const initial: Json | undefined = defs.default ?? (defs.type === 'bool' ? false : version10 && defs.storeArrayValues ? [] : undefined);
		if (body[name] !== undefined)
			values[name] = convertValue(body[name] ?? null, { ...defs, options: optionsOf(espo.schema, defs) }, version10);
		else if (!current && initial !== undefined) values[name] = initial;
	};
	const checkRequired = (name: string, { type: fieldType }: FieldDefs): void => {
		const attributes = ['link', 'file', 'image'].includes(fieldType)
			? [`${name}Id`]
			: fieldType === 'datetimeOptional'
				? [name, `${name}Date`]
				: [name];
		const touched = !current || attributes.some((attribute) => body[attribute] !== undefined);
		const given = { ...current, ...body, ...values };
		const missing = (attribute: string) => (given[attribute] ?? '') === '';
		if (touched && (body[name] === '' || attributes.every(missing))) throw new BrokenRule('required');
	};

	const clean = (name: string, defs: FieldDefs): void => {
		(read[ALIKE[defs.type] ?? defs.type] ?? plain)(name, defs);
		// The rule is suppressed for the end of an event (`suppressValidationList`).
		// So is that for the recipient of an e-mail, which a draft can lack (mailActions).
		const isElsewhere = entityType === 'Email' && name === 'to';
		if (defs.required && !isElsewhere && !(name === 'dateEnd' && defs.type === 'datetimeOptional')) checkRequired(name, defs);
	};

	for (const [name, defs] of Object.entries(type.fields)) {
		if (defs.readOnly || defs.type === 'personName' || isFlag(name) || type.forbidden.includes(name)) continue;
		try {
			clean(name, defs);
		} catch (error) {
			if (!(error instanceof BrokenRule)) throw error;
			const reason = `Field validation failure; entityType: ${entityType}, field: ${name}, type: ${error.message}.`;
			throw ApiError.translated(400, reason, 'validationFailure', { field: name, type: error.message });
		}
	}
	if (type.fields.name?.type === 'personName') {
		const part = (name: string) => (values[name] === undefined ? current?.[name] : values[name]);
		values.name = [part('firstName'), part('lastName')].filter(Boolean).join(' ') || null;
	}
	return withDays(type.fields, values, current, version10);
}

/** Columns are checked like the fields of the linked type that stand for them. */
function checkColumns(espo: Espo, type: EntityType, name: string, columns: JsonObject): void {
	const foreign = espo.schema[type.links[name]?.entity ?? '']?.fields ?? {};
	const known = Object.entries(type.fields[name]?.columns ?? {});
	for (const row of Object.values(columns))
		for (const [column, field] of known) {
			if (!isObject(row) || !isPossible(row[column], foreign[field] ?? { type: '' })) throw new BrokenRule('columnsValid');
		}
}

function isPossible(value: Json | undefined, { type, options, maxLength = Infinity }: FieldDefs): boolean {
	if (value === undefined) return true;
	if (type === 'bool') return typeof value === 'boolean';
	if (value !== null && typeof value !== 'string') return false;
	const text = value ?? '';
	return text.length <= maxLength && (!options || ['', ...options].includes(text));
}

type Given = { body: JsonObject; current: JsonObject | undefined; version10: boolean };

/** An amount is stored with its currency. */
function amount(name: string, defs: FieldDefs, { body, current, version10 }: Given): JsonObject {
	const currency = `${name}Currency`;
	const { [name]: given, [currency]: code = null } = body;
	if (code !== null && !['USD', 'EUR'].includes(String(code))) throw new BrokenRule('validCurrency');
	if (given === undefined) return code === null ? {} : { [currency]: code };
	const value = convertValue(given, defs, version10);
	if (isWorthless(given, version10)) return { [name]: value, [currency]: current?.[currency] ?? null };
	const kept = (current ? current[currency] : 'USD') ?? null;
	if (code === null && !kept) throw new BrokenRule('validCurrency');
	return { [name]: value, [currency]: code ?? kept };
}

/** 7.5 takes text that begins with no number for nothing. */
const isWorthless = (amount: Json, version10: boolean): boolean =>
	amount === null || (!version10 && Number.isNaN(Number.parseFloat(String(amount))));
