import type { EspoError } from '../client/EspoError';
import { isGiven } from '../values/given';
import { isJsonObject } from '../values/Json';
import { recordNames } from './recordNames';

export interface ErrorText {
	/** What happened. */
	message: string;
	/** What to do next. */
	description?: string;
}

/** For a 409 of the duplicate check: the records that exist (espocrm-api.md#duplicates). */
export function duplicateText({ details }: EspoError): ErrorText {
	const existing = Array.isArray(details.body) ? details.body.filter(isJsonObject).filter(({ id }) => isGiven(id)) : [];
	return {
		message: existing.length ? `EspoCRM already has it: ${recordNames(existing)}` : 'EspoCRM already has a record like this',
		description: 'Choose what to do in the option “If a Duplicate Exists”, or switch on “Skip Duplicate Check” to create another record.',
	};
}

/** For a 409 of the version check: what the record holds now (espocrm-api.md#versions-of-records). */
export function modifiedText({ details }: EspoError): ErrorText {
	const body = isJsonObject(details.body) ? details.body : {};
	const current = isJsonObject(body.values) ? ` Current values: ${JSON.stringify(body.values)}.` : '';
	return {
		message: `Someone changed the record in the meantime; its version number is now ${String(body.versionNumber ?? 'a different one')}`,
		description: `Nothing was changed.${current} Read the record again and use its version number.`,
	};
}
