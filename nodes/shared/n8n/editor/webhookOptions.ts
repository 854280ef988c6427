import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { entityTypeIdentifier, identifierList } from '../../api/values/identifier';
import { connect } from '../transport/connect';
import { asOption, byName } from './asOption';
import { inDropdown } from './inDropdown';

const TYPES = 'Entity Type Names or IDs';
/** Fields that change with every save, which webhooks do not report (espocrm-api.md#deliveries), or never after the creation. */
const NEVER_REPORTED = [
	'createdAt',
	'createdBy',
	'modifiedAt',
	'modifiedBy',
	'streamUpdatedAt',
	'versionNumber',
	'followers',
	'isFollowed',
	'isStarred',
];

/** Entity types that can have webhooks: the records that users work with. */
export async function getWebhookEntityTypes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => (await connect(this).metadata.entityTypes()).map(asOption));
}

/** The fields of the chosen entity types, by label; the type is in the value because several types can have a field of the same name. */
export async function getWebhookFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const types = identifierList(this.getCurrentNodeParameter('entityTypes') ?? [], (name) => entityTypeIdentifier(name, TYPES));
		const labels = await metadata.labels();
		const fields = types.map(async (entityType) => {
			const names = new Set((await metadata.attributes(entityType)).map(({ field }) => field));
			return [...names]
				.filter((name) => !NEVER_REPORTED.includes(name))
				.map((name) => ({ name: `${entityType}.${name}`, label: `${labels.entityType(entityType)}: ${labels.field(entityType, name)}` }));
		});
		return (await Promise.all(fields)).flat().map(asOption).sort(byName);
	});
}
