import { access, type Call } from '../access';
import { ApiError } from '../ApiError';
import { isObject, type Json, type JsonObject } from '../Json';
import type { Condition } from '../Store';
import { mailCondition } from '../mail/mailCondition';
import { comparison, type Asked } from './comparison';
import { linkCondition, linkTypes } from './linkCondition';
import { joined, refusals } from './whereParts';

const keys = ['type', 'attribute', 'field', 'value', 'dateTime', 'timeZone'];
const OPTIONAL = ['dateStart', 'dateEnd'];
const areDays = (value: Json): boolean => [value].flat().every((one) => typeof one !== 'string' || one.length <= 11);

/** The first or the last name alone, and both in either order. */
function ofPerson(name: string): Condition {
	const forms = ['t."firstName"', 't."lastName"', `t."firstName" || ' ' || t."lastName"`, `t."lastName" || ' ' || t."firstName"`];
	return joined(
		forms.map((form) => ({ sql: `rtrim(${form}) = rtrim(?) COLLATE NOCASE`, params: [name] })),
		'OR',
	);
}

/** An item with its type. */
function readItem(raw: Json, version10: boolean): JsonObject & { type: string } {
	if (!isObject(raw)) throw ApiError.html(500, 'Slim Application Error');
	const { type } = raw;
	const known = version10 ? [...keys, 'date'] : keys;
	if (typeof type !== 'string' || !type || Object.keys(raw).some((key) => !known.includes(key))) throw new ApiError(500);
	return { ...raw, type };
}

/** The items of an `and` or `or`. */
function itemsOf({ value = null }: JsonObject): Json[] {
	if (value !== null && !Array.isArray(value)) throw new ApiError(500);
	return value ?? [];
}

/** PHP takes “0” for empty, and what is empty is left out. */
const isCounted = (item: Json): boolean => !isObject(item) || item.value !== '0';

export function buildWhere(call: Call, entityType: string, items: Json): Condition {
	const { espo } = call;
	const { denied } = refusals(espo.version10);
	const { fields } = espo.type(entityType);
	const hidden = access.forbidden(call, entityType, 'read').attributes;

	/** Where there is a day it counts, and else the moment (DateTimeItemTransformer of meetings). */
	function ofDayOrMoment(asked: Asked): Condition {
		const day = `${asked.name}Date`;
		const ofMoment = joined([comparison(call, fields, asked), condition({ type: 'isNull', attribute: day })], 'AND');
		return joined([condition({ type: asked.type, attribute: day, value: asked.raw.value ?? null }), ofMoment], 'OR');
	}

	function ofAttribute(raw: JsonObject, type: string, name: string): Condition {
		const { value = null } = raw;
		const attribute = espo.attributes(entityType).get(name);
		if (!attribute) throw new ApiError(400, `Not existing attribute '${name}' in where.`);
		if (hidden.has(name)) throw denied(`Forbidden attribute '${name}' in where.`);
		if (!attribute.sql) throw new ApiError(500);
		const { type: fieldType } = fields[name] ?? {};
		if (fieldType === 'personName' && type === 'equals') return ofPerson(String(value));
		// A list is none of those that are known for such a name.
		if (fieldType === 'personName' && type === 'in') {
			if (!espo.version10) throw new ApiError(500);
			return { sql: '0', params: [] };
		}
		const asked: Asked = { raw, type, name, value, attribute };
		const isOptional = raw.dateTime && OPTIONAL.includes(name) && fieldType === 'datetimeOptional';
		return isOptional && areDays(value) ? ofDayOrMoment(asked) : comparison(call, fields, asked);
	}

	function condition(item: Json): Condition {
		const raw = readItem(item, espo.version10);
		const { type, value = null, attribute: name = raw.field } = raw;
		if (['not', 'subQueryIn', 'subQueryNotIn'].includes(type)) throw denied('Sub-queries are forbidden in where.');
		if (type === 'and' || type === 'or') return joined(itemsOf(raw).filter(isCounted).map(condition), type.toUpperCase());
		if (typeof name !== 'string' || !name) throw new ApiError(500);
		const ofMail = entityType === 'Email' && mailCondition(type, name, value);
		if (ofMail) return ofMail;
		if (/[.:(]/.test(name)) throw denied('Complex expressions are forbidden in where.');
		return linkTypes.includes(type) ? linkCondition(call, entityType, { type, link: name, value }) : ofAttribute(raw, type, name);
	}

	if (!Array.isArray(items)) throw ApiError.html(500, 'Slim Application Error');
	return joined(items.map(condition), 'AND');
}
