import type { EspoRequest } from '../request/EspoRequest';
import type { MassChange } from './ManyOutcome';

/**
 * Changes records by their IDs alone: with a filter beside them EspoCRM would drop the IDs (espocrm-api.md#mass-actions).
 * @param isJob whether EspoCRM does it in the background
 */
export function massRequest({ entityType, action, data }: MassChange, ids: string[], isJob = false): EspoRequest {
	const body = { entityType, action, params: { ids }, ...(isJob ? { idle: true } : {}), ...(data ? { data } : {}) };
	return { method: 'POST', path: ['MassAction'], body };
}
