import { InvalidInput } from '../../api/values/InvalidInput';
import { isJsonObject, type Json, type JsonObject } from '../../api/values/Json';
import { shortened } from '../../api/values/shortened';

/**
 * A collection as an object; not given is empty. It may come as JSON text, e.g. from an AI agent.
 * @param keys all that it can have
 * @throws InvalidInput for anything else: a filter of a wrong shape must not mean "no filter"
 */
export function collectionOf(value: unknown, parameter: string, keys?: readonly string[]): JsonObject {
	const given = ofText(value);
	if (given === undefined || given === null || given === '') return {};
	if (isJsonObject(given)) {
		const unknown = keys && Object.keys(given).find((key) => !keys.includes(key));
		if (unknown === undefined) return given;
		throw new InvalidInput(parameter, `“${shortened(unknown)}” in “${parameter}” is not known`, `Allowed: ${keys?.join(', ')}.`);
	}
	throw new InvalidInput(
		parameter,
		`“${parameter}” does not have the expected structure`,
		'Remove the expression and fill in the fields below it.',
	);
}

/**
 * The rows of a collection that can have several; an expression may give the list alone.
 * @param keys all that a row can have
 * @throws InvalidInput
 */
export function rowsOf(value: unknown, name: string, parameter: string, keys?: readonly string[]): JsonObject[] {
	const given = ofText(value);
	const rows = Array.isArray(given) ? given : (ofText(collectionOf(given, parameter, [name])[name]) ?? []);
	const list: Json[] = Array.isArray(rows) ? rows : [rows];
	return list.map((row) => {
		if (isJsonObject(row)) return collectionOf(row, parameter, keys);
		throw new InvalidInput(parameter, `“${parameter}” has a row that can't be understood`);
	});
}

/** What JSON text says; any other value as it is. */
export function ofText(value: unknown): unknown {
	if (typeof value !== 'string' || !value.trim()) return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return value;
	}
}
