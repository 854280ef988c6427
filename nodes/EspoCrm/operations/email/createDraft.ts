import { sentMail } from '../../../shared/api/email/sentMail';
import { operation } from '../../../shared/operation/Operation';
import { mailPresentation } from '../../parameters/email/mailPresentation';
import { draftParameters, outgoingMail } from '../../parameters/email/outgoingMail';

export const createDraft = operation({
	resource: 'email',
	value: 'createDraft',
	name: 'Create Draft',
	action: 'Create e-mail draft',
	description: 'Write an e-mail without sending it',
	effect: 'once',
	parameters: draftParameters,
	needs: 'The role needs to create e-mails (scope Email).',
	plan: (values) => ({
		presents: mailPresentation(values),
		inFlight: 1,
		steps: async (context) => sentMail(await outgoingMail(values, context)),
	}),
});
