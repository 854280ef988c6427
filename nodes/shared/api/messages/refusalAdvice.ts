/** Refusals by reason that more rights do not cure, or others than one would think. */
const REFUSALS: Array<[reason: RegExp, description: string]> = [
	[/Only manyMany/, 'This relation takes only one record on this side: use Entity > Update and choose the record under “Linked Records”.'],
	[/already linked/, 'The related record is already linked to another record of this kind; unlink it there first.'],
	[/non-existing record/, 'A record that the request refers to does not exist or was deleted. Check its ID.'],
	[/No foreign record access/, 'The role needs access to that record too, e.g. read access to Users to assign a user.'],
	[
		/No access to 'Webhook'/,
		'Only API users and administrators can have webhooks: use the credential of an API user whose role has “Webhooks” enabled.',
	],
	[
		/Webhook number per user/,
		'EspoCRM allows 50 webhooks per API user (webhookMaxCountPerUser in its config). Remove those that nobody uses under Administration > Webhooks, choose fewer events, or use another API user.',
	],
	[/not available for Webhooks/, 'EspoCRM has no webhooks for this entity type. Choose one from the list.'],
	[/Entity type is forbidden/, 'The role needs read access to the entity type (Administration > Roles).'],
	[
		/Field (does not exist|is forbidden)/,
		'Choose the field from the list. It is the name of a field (assignedUser), not of an attribute (assignedUserId).',
	],
	[
		/^Assignment (failure|permission failure)|^No assignment permission/,
		'The authenticated user is not allowed to assign the record to this user or team. Choose another one, or set “Assignment Permission” in the role to “all” (Administration > Roles). Access to the entity type does not help here.',
	],
	[
		/^Not permitted to post to foreign teams|^No user permission/,
		'Set “User Permission” or “Message Permission” in the role to “all” (Administration > Roles), or choose the authenticated user or one of the teams of that user.',
	],
	[
		/Complex expressions are forbidden/,
		'EspoCRM does not accept formulas through its API. Sort and filter by a plain field, e.g. createdAt instead of MONTH:(createdAt).',
	],
	[/Sub-queries are forbidden/, 'EspoCRM does not accept subqueries through its API. Use “linkedWith” or “isLinked” in the filter.'],
	[/^Max size should not exceed/, 'Use a smaller limit: the administrator has set the largest page (recordListMaxSizeLimit).'],
	[
		/in where\.$|order(ed)? by|^Order by|^Cannot order/,
		'The field does not exist, or the role does not allow reading it. Check its name in the filter or sort, and the field-level access in the role.',
	],
	[/SMTP/i, 'EspoCRM has no mailbox to send from: set up SMTP under Administration > Outbound Emails, or for the address in “From”.'],
	[
		/attachment size|[Nn]ot allowed file type|mime type/,
		'EspoCRM does not accept this file: check its size and type against the settings of the field and of Administration > Settings.',
	],
	[/^Not allowed reaction/, 'Choose a reaction from the list; an administrator sets which there are under Administration > Settings.'],
	[
		/^Only admin|^Action '.*' is disabled|is disabled for|^Not allowed|^Can't |^Cannot /,
		'More rights in the role do not help here: EspoCRM itself does not let users of this kind do this.',
	],
	[/^No parent edit access/, 'Pinning a note needs edit access to its record (Administration > Roles).'],
	[/^No parent\.$/, 'Only notes in the stream of a record can be pinned.'],
	[/^Pinned notes max count/, 'EspoCRM keeps five pinned notes per record at most: unpin one of them first.'],
	[/followerManagement/, 'Set “Follower Management Permission” in the role to “team” or “all” (Administration > Roles).'],
	[/^Could not add user to followers/, 'That user may not read the stream of the record: the role of that user needs stream access to it.'],
	[/stream access/, 'The role needs stream access to this entity type (Administration > Roles).'],
];

/** What to do about a refusal, if more access to the entity type is not it. @param reason `X-Status-Reason`, as recorded and in the source of 7.5.6 and 10.0.0 */
export function refusalAdvice(reason = ''): string | undefined {
	return REFUSALS.find(([pattern]) => pattern.test(reason))?.[1];
}
