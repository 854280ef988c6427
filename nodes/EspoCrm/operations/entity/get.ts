import { record } from '../../../shared/api/client/checkedAnswers';
import type { WantedRecord } from '../../../shared/api/lists/recordsTogether';
import { operation } from '../../../shared/operation/Operation';
import { output, type ChosenOutput } from '../../../shared/parameters/presentation/output';
import { addLabels, dateTimeFormat, presentation } from '../../../shared/parameters/presentation/presentationOptions';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';
import { options } from '../../../shared/parameters/shown/options';
import { attachesFiles } from '../../parameters/files/attachesFiles';
import { downloadFilesOption } from '../../../shared/parameters/presentation/downloadFilesOption';

interface Chosen {
	entityType: string;
	recordId: string;
	output: ChosenOutput;
}

/** An e-mail that is read by itself is marked as read, a notification that is listed; the example of a lead capture is made of what was asked for (espocrm-api.md#lists-and-records). */
const READ_BY_ITSELF = ['Email', 'LeadCapture', 'Notification'];

function wantedOf({ entityType: type, recordId: id, output: { attributes, atMost } }: Chosen): WantedRecord | undefined {
	if (!attributes || atMost !== undefined || READ_BY_ITSELF.includes(type)) return undefined;
	return { entityType: type, id, attributes };
}

export const get = operation({
	resource: 'entity',
	value: 'get',
	name: 'Get',
	action: 'Get record',
	description: 'Retrieve a record',
	effect: 'read',
	parameters: [entityType, recordId, output(), options([addLabels, dateTimeFormat, downloadFilesOption])],
	plan: (values) => ({
		request: { method: 'GET', path: [values.entityType, values.recordId] },
		output: record,
		together: wantedOf(values),
		presents: presentation(values),
		...attachesFiles(values.entityType, values.options),
	}),
});
