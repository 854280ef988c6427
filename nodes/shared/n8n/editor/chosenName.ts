import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { entityTypeIdentifier, nameIdentifier } from '../../api/values/identifier';

/** The entity type or link that is chosen in the panel. @throws InvalidInput when none is, so that the drop-down says so */
export function chosenName(context: ILoadOptionsFunctions, parameter: string, displayName: string): string {
	const check = parameter === 'entityType' ? entityTypeIdentifier : nameIdentifier;
	return check(context.getCurrentNodeParameter(parameter, { extractValue: true }), displayName);
}
