import { sendDraft } from '../../../shared/api/email/sendDraft';
import { sentMail } from '../../../shared/api/email/sentMail';
import { operation } from '../../../shared/operation/Operation';
import { MAIL_NEEDS } from '../../parameters/email/mailNeeds';
import { outgoingMail, sendParameters } from '../../parameters/email/outgoingMail';
import { mailPresentation } from '../../parameters/email/mailPresentation';

export const send = operation({
	resource: 'email',
	value: 'send',
	name: 'Send',
	action: 'Send e-mail',
	description: 'Send an e-mail, or schedule it',
	effect: 'once',
	parameters: sendParameters,
	needs: MAIL_NEEDS.send,
	plan: (values) => ({
		presents: mailPresentation(values),
		// E-mails leave in the order of the items.
		inFlight: 1,
		steps: async (context) => {
			const draft = await outgoingMail(values, context);
			return values.options.sendAt === undefined ? await sendDraft(context.client, String(draft.id)) : sentMail(draft);
		},
	}),
});
