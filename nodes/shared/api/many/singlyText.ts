import type { EspoError } from '../client/EspoError';

/** Says that it took a request for each record, and what would help; nothing where it did not. */
export function singlyText(refusal: EspoError | undefined): string[] {
	if (!refusal) return [];
	const reason = refusal.details.reason ? ` (${refusal.details.reason})` : '';
	const advice = /mass-update/i.test(reason) ? ' With “Mass Update” in the role of the user it takes one request for 200 records.' : '';
	return [`EspoCRM does not do this to many records at once${reason}, so each took a request of its own.${advice}`];
}
