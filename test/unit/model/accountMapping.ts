import type { INodeParameters } from 'n8n-workflow';

import type { MappedField } from '../../../nodes/shared/n8n/editor/savedFields';
import { locator } from '../../harness/locator';
import { openPanel } from './openPanel';
import { panelServer } from './panelServer';

export type Definition = Record<string, unknown>;

const LABELS = {
	Account: { fields: { stage: 'Phase', owner: 'Owner', tags: 'Tags', phones: 'Phones', contactsColumns: 'People' } },
};

/** An EspoCRM whose accounts have these fields. */
export const accountServer = (fields: Record<string, Definition>, links: object = {}, records: Record<string, object[]> = {}) =>
	panelServer({
		metadata: {
			entityDefs: { Account: { fields, links }, Team: { fields: {}, links: {} }, User: { fields: {}, links: {} } },
			scopes: { Account: { entity: true, object: true }, Team: {}, User: {}, Profile: {} },
		},
		labels: LABELS,
		records,
	});

/** The panel with accounts chosen. @param columns what the workflow holds of the mapping */
export const chosenAccount = (operation: string, columns?: unknown) =>
	({ entityType: locator('Account'), operation, ...(columns === undefined ? {} : { columns }) }) as INodeParameters;

/** The fields of accounts as the mapping shows them, by name. */
export async function shownFields(
	fields: Record<string, Definition>,
	operation = 'create',
	columns?: unknown,
): Promise<Partial<Record<string, MappedField>>> {
	const list = await openPanel(chosenAccount(operation, columns), accountServer(fields)).fields();
	return Object.fromEntries(list.map((field) => [field.id, field]));
}
