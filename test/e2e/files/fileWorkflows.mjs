import { nodeType } from '../../../scripts/names.mjs';
import { connected, espoNode, locator } from './connected.mjs';

const called = (path) => ({
	name: 'Trigger',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
});

/** n8n's own node, which reads a file of an item as other nodes do. */
const hash = (binaryPropertyName) => ({
	name: 'Hash',
	type: 'n8n-nodes-base.crypto',
	typeVersion: 1,
	parameters: { action: 'hash', type: 'SHA256', binaryData: true, binaryPropertyName, dataPropertyName: 'sha256' },
});

const upload = (entityType, recordId, binaryFields) => ({
	...{ resource: 'file', operation: 'upload', attachTo: 'record', entityType: locator(entityType), recordId: locator(recordId) },
	...{ fileField: 'attachments', content: 'binary', binaryFields },
});

const downloadOfField = (entityType, recordId) => ({
	...{ resource: 'file', operation: 'download', filesOf: 'field', entityType: locator(entityType), recordId: locator(recordId) },
	...{ fileField: 'attachments', outputField: 'data' },
});

/** In memory mode n8n would write the file into its database, several times. */
const unsaved = { saveDataSuccessExecution: 'none' };

/** Its answer has no file, which n8n would send. */
const answer = {
	name: 'Answer',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput: '={{ { id: $json.id } }}', options: {} },
};

const downloadById = (fileIds) => ({ resource: 'file', operation: 'download', filesOf: 'ids', fileIds, outputField: 'data' });

/** Takes a file, and does nothing. */
export const receiving = () => connected('e2eReceiving', [called('e2e-receiving'), answer], unsaved);

/** Takes a file, and uploads it onto the task that the address names. */
export const uploading = (credential) =>
	connected(
		'e2eUploading',
		[called('e2e-uploading'), espoNode('Upload', upload('Task', '={{ $json.query.task }}', 'data'), credential), answer],
		unsaved,
	);

/** Downloads the file whose ID it is given. */
export const downloading = (credential) =>
	connected(
		'e2eDownloading',
		[called('e2e-downloading'), espoNode('Download', downloadById('={{ $json.body.id }}'), credential), answer],
		unsaved,
	);

/** Takes a file, uploads it onto the task that the address names, downloads it, and answers with its hash. */
export const roundTrip = (credential) =>
	connected(
		'e2eRoundTrip',
		[
			called('e2e-round-trip'),
			espoNode('Upload', upload('Task', '={{ $json.query.task }}', 'data'), credential),
			espoNode('Download', downloadById('={{ $json.id }}'), credential),
			hash('data'),
		],
		unsaved,
	);

/**
 * Prints an opportunity, sends the PDF to someone, and answers with the e-mail.
 * It is a workflow with n8n's execution logic “v2”, in which files are within the data of items.
 */
export const mailedPdf = (credential) =>
	connected(
		'e2eMailedPdf',
		[
			called('e2e-mailed-pdf'),
			espoNode(
				'Print',
				{
					...{ resource: 'entity', operation: 'printPdf', entityType: locator('Opportunity') },
					...{
						recordId: locator('={{ $json.body.opportunity }}'),
						templateId: locator('={{ $json.body.template }}'),
						outputField: 'offer',
					},
				},
				credential,
			),
			espoNode(
				'Send',
				{
					...{ resource: 'email', operation: 'send', sendTo: 'addresses', to: 'anna@example.com', mailContent: 'text' },
					...{ subject: '=Your offer {{ $json.name }}', body: '<p>Attached.</p>', attachments: 'offer' },
					...{ parentType: locator('Opportunity'), parentId: locator('={{ $json.recordId }}') },
				},
				credential,
			),
		],
		{ binaryMode: 'combined' },
	);

/** A person applies on a page with a file: a contact, a case of it with the file, which is downloaded again. */
export function application(credential) {
	const page = [
		{ fieldLabel: 'Name', fieldType: 'text', requiredField: true },
		{ fieldLabel: 'CV', fieldType: 'file', multipleFiles: false, requiredField: true },
	];
	const form = {
		name: 'Form',
		type: 'n8n-nodes-base.formTrigger',
		typeVersion: 2.2,
		webhookId: 'e2e-application',
		parameters: { formTitle: 'Apply', formFields: { values: page }, responseMode: 'onReceived', options: {} },
	};
	const json = (values) => ({ specifyFields: 'json', fieldsJson: values });
	const create = (entityType, values) => ({ resource: 'entity', operation: 'create', entityType: locator(entityType), ...json(values) });
	const contact = '={{ JSON.stringify({ lastName: $json.Name }) }}';
	const filed = "={{ JSON.stringify({ name: 'CV', contactsIds: [$('Contact').item.json.id], attachmentsIds: ['CV'] }) }}";
	const nodes = [
		form,
		espoNode('Contact', create('Contact', contact), credential),
		{
			name: 'With the file',
			type: 'n8n-nodes-base.merge',
			typeVersion: 3,
			parameters: { mode: 'combine', combineBy: 'combineByPosition', options: {} },
		},
		espoNode('Case', create('Case', filed), credential),
		espoNode('Download', downloadOfField('Case', '={{ $json.id }}'), credential),
	];
	const workflow = connected('e2eApplication', nodes);
	const [toContact] = workflow.connections.Form.main;
	workflow.connections.Form.main = [[...toContact, { node: 'With the file', type: 'main', index: 1 }]];
	return workflow;
}

/** EspoCRM reports a case; n8n has its files from the trigger. */
export const reportedFiles = ({ id, name, type }) =>
	connected('e2eReportedFiles', [
		{
			name: 'Trigger',
			type: nodeType('espoCrmWebhookTrigger'),
			typeVersion: 1,
			webhookId: 'e2e-reported-files',
			parameters: { entityTypes: ['Case'], events: ['create'], options: { downloadFiles: true } },
			credentials: { [type]: { id, name } },
		},
		hash('attachments_0'),
	]);
