/** What operations on e-mails ask of the role. */
export const MAIL_NEEDS = {
	read: 'The role needs to read e-mails (scope Email).',
	send: 'The role needs to create and read e-mails (scope Email).',
};
