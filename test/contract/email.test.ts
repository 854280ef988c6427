import { describeEspo } from './server/describeEspo';
import { deviations, schemaOf } from './server/outputSchema';
import { openMailbox, type Mailbox } from './server/Mailbox';

const email = (operation: string, more = {}) => ({ resource: 'email', operation, ...more });

describeEspo('E-mail', (espo) => {
	let mailbox: Mailbox;
	beforeAll(async () => (mailbox = await openMailbox(espo)));
	afterAll(async () => await mailbox.close());
	const mail = (more = {}) => ({ to: 'Anna Berg <anna@example.com>', subject: espo.name('mail'), body: '<p>Hello</p>', ...more });

	describe('Send', () => {
		it('writes a draft, sends it and gives what EspoCRM stored', async () => {
			const [sent] = await espo.json(email('send', mail({ options: { cc: 'ben@example.com', bcc: ['cleo@example.com'] } })));
			expect(sent).toMatchObject({ status: 'Sent', to: 'anna@example.com', cc: 'ben@example.com', from: mailbox.from, isHtml: true });
			expect(deviations(sent, schemaOf('email/send'))).toEqual([]);
			const writes = espo.sent.filter((request) => !request.startsWith('GET'));
			expect(writes).toEqual(['POST Email', `PUT Email/${sent?.id}`]);
			expect(await mailbox.received(espo.name('mail'))).toMatchObject([
				{
					from: mailbox.from,
					to: ['anna@example.com', 'ben@example.com', 'cleo@example.com'],
					subject: espo.name('mail'),
					text: expect.stringContaining('Hello'),
				},
			]);
		});
	});
});
