import { refusalAdvice } from '../../../../nodes/shared/api/messages/refusalAdvice';

/** Reasons in the words of EspoCRM (espocrm-api.md has those that were recorded), and what helps. */
test.each<[reason: string, helps: RegExp]>([
	['Only manyMany, hasMany & hasChildren relations are allowed.', /only one record.*Linked Records/],
	['Cannot link as the record is already linked (Account:opportunities).', /unlink it there first/],
	["Can't relate with non-existing record. entity type: Task, link: assignedUser.", /was deleted/],
	['No foreign record access for link operation (Account:teams).', /access to that record too/],
	["No access to 'Webhook'.", /API user/],
	['Webhook number per user exceeded the limit.', /50 webhooks/],
	['Entity type is not available for Webhooks.', /no webhooks for this entity type/],
	['Entity type is forbidden.', /read access to the entity type/],
	['Field does not exist.', /from the list.*not of an attribute/],
	['Field is forbidden.', /from the list.*not of an attribute/],
	['Assignment failure: assigned user or team not allowed.', /Assignment Permission/],
	['Assignment permission failure: assigned user or team not allowed.', /Assignment Permission/],
	['No assignment permission.', /Assignment Permission/],
	['Not permitted to post to foreign teams.', /Message Permission/],
	['No user permission.', /Message Permission/],
	['Complex expressions are forbidden in where.', /does not accept formulas/],
	['Sub-queries are forbidden in where.', /subqueries/],
	['Max size should not exceed 200. Use offset and limit.', /smaller limit/],
	["Not existing attribute 'x' in where.", /Check its name in the filter or sort/],
	["Not access to order by field 'x'.", /Check its name in the filter or sort/],
	["The list can't be ordered by 'x'.", /Check its name in the filter or sort/],
	["Order by 'x' is not possible.", /Check its name in the filter or sort/],
	["Cannot order by 'x'.", /Check its name in the filter or sort/],
	['No SMTP account.', /Outbound Emails/],
	['No system smtp settings.', /Outbound Emails/],
	['Exceeded the attachment size.', /does not accept this file/],
	["Not allowed file type 'text/plain'.", /does not accept this file/],
	['The file is of a not allowed file type.', /does not accept this file/],
	['Bad mime type.', /does not accept this file/],
	['Only admin can do this.', /More rights in the role do not help/],
	["Action 'export' is disabled.", /More rights in the role do not help/],
	['Import is disabled for Account.', /More rights in the role do not help/],
	['Not allowed.', /More rights in the role do not help/],
	["Can't remove the last administrator.", /More rights in the role do not help/],
	['Cannot edit a system user.', /More rights in the role do not help/],
	['No stream access.', /stream access to this entity type/],
])('%s', (reason, helps) => expect(refusalAdvice(reason)).toMatch(helps));

test.each([undefined, '', 'No read access.', 'No edit access.', 'No access to record.'])('%j is a matter of access to the type', (reason) =>
	expect(refusalAdvice(reason)).toBeUndefined(),
);

test.each([
	'Assignment failure',
	'No assignment permission',
	'Not permitted to post to foreign teams',
	'No user permission',
	'Max size should not exceed 5',
	'Order by hand',
	'x in where. Ask the manager',
	'Only admin',
	"Action 'approve' is disabled",
	'Not allowed',
	"Can't be done",
	'Cannot be changed',
])('the words of a script or an extension are not taken for those of EspoCRM: … %s', (words) =>
	expect(refusalAdvice(`Rule 7: ${words}`)).toBeUndefined(),
);
