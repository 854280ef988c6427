import { success } from '../../../shared/api/client/checkedAnswers';
import { changeMails } from '../../../shared/api/email/changeMails';
import type { EspoRequest } from '../../../shared/api/request/EspoRequest';
import { operation } from '../../../shared/operation/Operation';
import { oneOf } from '../../../shared/parameters/entered/oneOf';
import { parameter } from '../../../shared/parameters/reading/Parameter';
import { MAIL_NEEDS } from '../../parameters/email/mailNeeds';
import { mailIds } from '../../parameters/email/mailIds';

const MARK_AS = 'Mark As';
const MARKS = {
	read: { flag: 'read', attribute: 'isRead', on: true },
	unread: { flag: 'read', attribute: 'isRead', on: false },
	important: { flag: 'important', attribute: 'isImportant', on: true },
	notImportant: { flag: 'important', attribute: 'isImportant', on: false },
	trash: { flag: 'inTrash', attribute: 'inTrash', on: true },
	notTrash: { flag: 'inTrash', attribute: 'inTrash', on: false },
};

const markAs = parameter(
	'markAs',
	{
		displayName: MARK_AS,
		name: 'markAs',
		type: 'options',
		default: 'read',
		options: [
			{ name: 'Important', value: 'important' },
			{ name: 'In Trash', value: 'trash' },
			{ name: 'Not Important', value: 'notImportant' },
			{ name: 'Not in Trash', value: 'notTrash' },
			{ name: 'Read', value: 'read' },
			{ name: 'Unread', value: 'unread' },
		],
		description: 'What the e-mails are to be for the authenticated user; others see no difference',
	},
	(reader) => MARKS[oneOf(reader.resolved('markAs'), ['read', 'unread', 'important', 'notImportant', 'trash', 'notTrash'], MARK_AS)],
);

export const mark = operation({
	resource: 'email',
	value: 'mark',
	name: 'Mark',
	action: 'Mark e-mails',
	description: 'Mark e-mails as read, important or trash, or no longer as such',
	effect: 'repeatable',
	parameters: [mailIds, markAs],
	needs: MAIL_NEEDS.read,
	plan: ({ mailIds, markAs: { flag, attribute, on } }) => {
		const shared: EspoRequest = { method: on ? 'POST' : 'DELETE', path: ['Email', 'inbox', flag], body: { ids: mailIds } };
		return {
			shared,
			send: async (ids, { client }) => await changeMails(client, shared, ids, (mail) => (mail[attribute] ?? false) === on),
			output: success,
		};
	},
});
