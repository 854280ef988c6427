import { attachments } from './attachments/attachments';
import type { Espo } from './Espo';
import type { JsonObject } from './Json';
import { insertRecord } from './records/recordStore';
import { sandboxUsers } from './sandboxUsers';

interface SampleMail {
	values: JsonObject;
	files: Array<{ name: string; type: string; contents: string }>;
}

const MAILS: SampleMail[] = [
	{
		values: { name: 'An order', from: 'ada.moreau@example.com', body: '<p>See the <b>files</b>.</p>', dateSent: '2026-11-03 09:00:00' },
		files: [
			{ name: 'order.csv', type: 'text/csv', contents: 'Article;Pieces\nRobot arm;2\n' },
			{
				name: 'drawing.svg',
				type: 'image/svg+xml',
				contents: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 7 4 1l3 6z"/></svg>',
			},
		],
	},
	{
		values: {
			name: 'Invoice 2026-114',
			from: 'clara.weiss@example.com',
			body: '<p>Our invoice is attached.</p>',
			dateSent: '2026-11-04 08:30:00',
		},
		// A PDF by its first and last bytes only.
		files: [
			{ name: 'invoice-2026-114.pdf', type: 'application/pdf', contents: '%PDF-1.7\nInvoice\n%%EOF\n' },
			{ name: 'terms.txt', type: 'text/plain', contents: 'Payable within 30 days\n' },
		],
	},
];

/** E-mails in the inbox with files, and a template for PDFs of opportunities. */
export function addSampleFiles(espo: Espo): void {
	const user = sandboxUsers.regular;
	for (const { values, files } of MAILS) {
		const mail = insertRecord({ espo, user }, 'Email', {
			...{ ...values, to: 'office@crm.example.com;sales@crm.example.com', isHtml: true, status: 'Archived' },
			...{ isUsers: true, isRead: false, isImportant: false, inTrash: false, hasAttachment: true },
		});
		const place = { field: 'attachments', role: 'Attachment', parentType: 'Email', parentId: mail };
		for (const { contents, ...file } of files) {
			const bytes = Buffer.from(contents);
			const created = { createdAt: espo.now(), createdById: user.id };
			attachments.insert(espo, { id: espo.newId(), ...file, ...place, ...created, size: bytes.length, contents: bytes });
		}
	}
	insertRecord({ espo, user }, 'Template', {
		name: 'Offer',
		entityType: 'Opportunity',
		body: '<h1>{{name}}</h1><p>{{amount}}</p>',
		...(espo.version10 && { status: 'Active' }),
	});
}
