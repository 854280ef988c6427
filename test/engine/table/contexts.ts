import type { IBinaryData, IBinaryKeyData, IDataObject, INodeParameters } from 'n8n-workflow';

import { locator } from '../../harness/locator';
import type { Offered } from './sampleOf';
import { DUPLICATE, SEVERAL } from './startTableServer';

/** Fields that are written, in both of the ways to give them. */
function fields(name: string, inJson = name): INodeParameters {
	return {
		columns: { mappingMode: 'defineBelow', value: { name }, matchingColumns: ['name'], schema: [] } as INodeParameters,
		fieldsJson: JSON.stringify({ name: inJson }),
		matchFields: ['name'],
	};
}

const first = (values: Offered[string] | undefined) => String(Array.isArray(values) ? values[0] : '');

/** What operations have to do something with; ignored by those without such parameters. */
export const USUAL: INodeParameters = { ...fields('Acme', 'Beta'), post: 'Have a look' };

/** The item that they work on. */
export const INPUT: IDataObject = { name: 'Acme', surprise: 1 };

const file = (name: string, contents: string): IBinaryData => ({
	data: Buffer.from(contents).toString('base64'),
	mimeType: 'text/plain',
	fileName: name,
	fileExtension: 'txt',
});

/** Its files. */
export const FILES: IBinaryKeyData = {
	data: file('data.txt', 'Subject: The first file'),
	photo: file('photo.txt', 'Subject: Another one'),
};

/** The entity type that the operations of a resource work on, which has what their parameters name. */
export function entityTypeFor(resource: string): string {
	return resource === 'file' ? 'Task' : 'Opportunity';
}

/**
 * Parameters whose effect shows only together with others, by name. A parameter without any visible effect fails the
 * table until it stands here.
 */
export const CONTEXTS: Record<string, INodeParameters | ((offered: Offered) => INodeParameters)> = {
	sendTo: ({ searchEntityTypes, searchRecords }) => ({
		entityType: locator(first(searchEntityTypes)),
		recordId: locator(first(searchRecords)),
	}),
	allowUnfilled: { mailContent: 'template', templateId: locator('unfilled') },
	mailContent: ({ searchMailTemplates }) => ({ templateId: locator(first(searchMailTemplates)) }),
	bodyFormat: { body: 'Hello' },
	content: { fileText: 'Date;Amount', fileName: 'a.csv', imageUrl: 'https://example.com/a.png' },
	filesOf: { fileIds: 'file1' },
	parentType: ({ searchMailParents }) => ({ parentId: locator(first(searchMailParents)) }),
	parentId: ({ searchMailParentTypes }) => ({ parentType: locator(first(searchMailParentTypes)) }),
	replaceFiles: { attachments: 'data' },
	source: ({ searchEntityTypes, searchRecords }) => ({
		entityType: locator(first(searchEntityTypes)),
		recordId: locator(first(searchRecords)),
	}),
	specifyFilters: { filters: { textFilter: 'Acme' }, filtersJson: '[{"field":"name","operator":"equals","value":"Beta"}]' },
	changedFields: { options: { startWith: 2 } },
	linkBy: { filters: { textFilter: 'Acme' } },
	whichRecords: { filters: { textFilter: 'Acme' } },
	mostRecords: { filters: { textFilter: 'Acme' } },
	combine: {
		filters: {
			conditions: {
				condition: [
					{ attribute: 'name', operator: 'equals', value: 'Acme' },
					{ attribute: 'name', operator: 'equals', value: 'Beta' },
				],
			},
		},
	},
	onDuplicate: fields(DUPLICATE),
	skipDuplicateCheck: fields(DUPLICATE),
	severalMatches: fields(SEVERAL),
	otherInput: { columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns: ['name'], schema: [] } },
};

/** Parameters whose effect neither the requests of one item nor its output show. */
export const UNSEEN = ['requestsInFlight', 'ifNotFound', 'downloadFiles', 'background', 'waitMinutes'];
