import { attachments } from './attachments/attachments';
import type { Espo } from './Espo';
import { insertRecord } from './records/recordStore';
import { sandboxUsers } from './sandboxUsers';

const FILES = [
	{ name: 'order.csv', type: 'text/csv', contents: 'Article;Pieces\nRobot arm;2\n' },
	{
		name: 'drawing.svg',
		type: 'image/svg+xml',
		contents: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 7 4 1l3 6z"/></svg>',
	},
];

/** An e-mail in the inbox with files, and a template for PDFs of opportunities. */
export function addSampleFiles(espo: Espo): void {
	const user = sandboxUsers.regular;
	const mail = insertRecord({ espo, user }, 'Email', {
		...{
			name: 'An order',
			from: 'ada.moreau@example.com',
			to: 'office@crm.example.com;sales@crm.example.com',
			body: '<p>See the <b>files</b>.</p>',
			isHtml: true,
		},
		...{ status: 'Archived', dateSent: '2026-11-03 09:00:00' },
		...{ isUsers: true, isRead: false, isImportant: false, inTrash: false, hasAttachment: true },
	});
	const place = { field: 'attachments', role: 'Attachment', parentType: 'Email', parentId: mail };
	for (const { contents, ...file } of FILES) {
		const bytes = Buffer.from(contents);
		const created = { createdAt: espo.now(), createdById: user.id };
		attachments.insert(espo, { id: espo.newId(), ...file, ...place, ...created, size: bytes.length, contents: bytes });
	}
	insertRecord({ espo, user }, 'Template', {
		name: 'Offer',
		entityType: 'Opportunity',
		body: '<h1>{{name}}</h1><p>{{amount}}</p>',
		...(espo.version10 && { status: 'Active' }),
	});
}
