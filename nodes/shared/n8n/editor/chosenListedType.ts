import type { ILoadOptionsFunctions } from 'n8n-workflow';

import type { Metadata } from '../../api/metadata/Metadata';
import { chosenName } from './chosenName';

/** The type of the rows that the operation lists: that of the chosen link where they are related records. */
export async function chosenListedType(context: ILoadOptionsFunctions, metadata: Metadata): Promise<string> {
	if (context.getCurrentNodeParameters()?.resource === 'email') return 'Email';
	const entityType = chosenName(context, 'entityType', 'Entity Type');
	const link = chosenLink(context);
	return (link && (await metadata.linkedEntityType(entityType, link))) || entityType;
}

/** The link whose records the operation lists, if it does so and one is chosen. */
export function chosenLink(context: ILoadOptionsFunctions): string | undefined {
	const { resource } = context.getCurrentNodeParameters() ?? {};
	const link = resource === 'relation' ? context.getCurrentNodeParameter('link', { extractValue: true }) : undefined;
	return typeof link === 'string' && link ? link : undefined;
}
