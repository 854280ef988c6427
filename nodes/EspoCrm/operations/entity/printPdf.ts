import { PDF, printedRecord } from '../../../shared/api/files/printedRecord';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { outputField } from '../../parameters/files/downloadOptions';
import { templateId } from '../../parameters/files/templateId';

export const printPdf = operation({
	resource: 'entity',
	value: 'printPdf',
	name: 'Print PDF',
	action: 'Print record',
	description: 'Print a record as a PDF with a template of EspoCRM',
	effect: 'read',
	needs: 'The role needs read access to the record and to PDF Templates (Administration > Roles).',
	parameters: [entityType, recordId, templateId, outputField],
	plan: ({ entityType, recordId, templateId, outputField: field }) => ({
		files: async ({ client, download }) => {
			const { name, file } = await printedRecord(client, { entityType, recordId, templateId }, download);
			return [{ json: { name, type: PDF, entityType, recordId, templateId }, binary: { [field]: file } }];
		},
	}),
});
