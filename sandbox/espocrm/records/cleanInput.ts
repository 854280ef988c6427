import { ApiError } from '../ApiError';
import type { Espo } from '../Espo';
import { isObject, strings, type Json, type JsonObject } from '../Json';
import type { FieldDefs } from '../schema/EntityType';
import { relationOf } from '../schema/relationOf';
import { addresses } from './addresses';
import { BrokenRule, convertValue } from './convertValue';

const currencies = ['USD', 'EUR'];

/** The attributes of a body that may be stored, converted; the first field that breaks a rule ends the request. */
export function cleanInput(espo: Espo, entityType: string, body: JsonObject, current?: JsonObject): JsonObject {
	const type = espo.type(entityType);
	const values: JsonObject = {};
	const isNew = current === undefined;

	const field = (name: string, defs: FieldDefs): void => {
		const given = body[name];
		switch (defs.type) {
			case 'link':
			case 'file':
				if (body[`${name}Id`] !== undefined) values[`${name}Id`] = defs.type === 'file' ? null : convertValue(body[`${name}Id`] ?? null, defs, espo.version10);
				break;
			case 'linkParent': {
				const parentType = body[`${name}Type`];
				if (typeof parentType === 'string' && !defs.entityList?.includes(parentType)) throw new BrokenRule('valid');
				for (const part of ['Id', 'Type']) if (body[name + part] !== undefined) values[name + part] = body[name + part] ?? null;
				break;
			}
			case 'linkMultiple':
				if (body[`${name}Ids`] !== undefined) values[`${name}Ids`] = strings(body[`${name}Ids`]);
				if (isObject(body[`${name}Columns`])) values[`${name}Columns`] = checkedColumns(name, body[`${name}Columns`] as JsonObject);
				break;
			case 'email':
			case 'phone':
				for (const item of addresses.given(name, body)) convertValue(item, defs, espo.version10);
				if (given !== undefined || body[`${name}Data`] !== undefined) values[`${name}Data`] = addresses.merge(name, body, current, defs.type === 'phone');
				if (values[`${name}Data`]) values[name] = addresses.primary(name, values[`${name}Data`]);
				break;
			default:
				if (given !== undefined) values[name] = convertValue(given, defs, espo.version10);
				else if (isNew && defs.default !== undefined) values[name] = defs.default;
				else if (isNew && defs.type === 'bool') values[name] = false;
				else if (isNew && espo.version10 && Array.isArray(convertValue(null, defs, true))) values[name] = [];
		}
		if (defs.type === 'currency' && values[name] !== undefined) currency(name, given);
		if (defs.required) required(name, defs, given);
	};

	const currency = (name: string, given: Json | undefined): void => {
		const code = body[`${name}Currency`] ?? null;
		if (code !== null && !currencies.includes(String(code))) throw new BrokenRule('validCurrency');
		const worthless = values[name] === null || (!espo.version10 && Number.isNaN(Number.parseFloat(String(given))));
		values[`${name}Currency`] = worthless ? null : (code ?? current?.[`${name}Currency`] ?? 'USD');
	};

	const required = (name: string, defs: FieldDefs, given: Json | undefined): void => {
		const attributes = defs.type === 'link' ? [`${name}Id`] : defs.type === 'datetimeOptional' ? [name, `${name}Date`] : [name];
		const touched = isNew || attributes.some((attribute) => values[attribute] !== undefined);
		const empty = attributes.every((attribute) => [undefined, null, ''].includes((values[attribute] ?? body[attribute]) as null));
		if (touched && (empty || given === '')) throw new BrokenRule('required');
	};

	const checkedColumns = (name: string, columns: JsonObject): JsonObject => {
		const relation = relationOf(espo.schema, entityType, name);
		for (const [column, attribute] of Object.entries(relation?.foreignLink?.columnAttributeMap ?? {})) {
			const options = espo.type(relation?.foreignType ?? '').fields[attribute]?.options;
			const used = Object.values(columns).map((row) => (isObject(row) ? row[column] : undefined));
			if (options && used.some((value) => value != null && !options.includes(String(value)))) throw new BrokenRule('columnsValid');
		}
		return columns;
	};

	for (const [name, defs] of Object.entries(type.fields)) {
		if (defs.readOnly || type.forbidden.includes(name) || defs.type === 'personName') continue;
		try {
			field(name, defs);
		} catch (error) {
			throw error instanceof BrokenRule ? ApiError.invalid(entityType, name, error.message) : error;
		}
	}
	if (type.fields.name?.type === 'personName') {
		const part = (name: string) => values[name] ?? (values[name] === undefined ? current?.[name] : null);
		values.name = [part('firstName'), part('lastName')].filter(Boolean).join(' ') || null;
	}
	return values;
}
