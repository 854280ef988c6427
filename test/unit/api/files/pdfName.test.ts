import { pdfName } from '../../../../nodes/shared/api/files/pdfName';

/** As it comes through HTTP. */
const header = (name: string) => `inline; filename="${Buffer.from(name).toString('latin1')}"`;

test.each([
	[
		'the record’s, where the answer has underscores for what it does not like',
		'Größe “漢” a/b',
		'Größe___漢__a_b.pdf',
		'Größe “漢” a_b.pdf',
	],
	['the record’s, as it is', 'Acme', 'Acme.pdf', 'Acme.pdf'],
	['the template’s', 'Acme', 'Offer_Acme_ü.pdf', 'Offer_Acme_ü.pdf'],
	['the template’s that begins like the record’s', 'Acme Works', 'Acme.pdf', 'Acme.pdf'],
	['the template’s that ends like it', 'Acme Works', 'Quote_Works.pdf', 'Quote_Works.pdf'],
	['the template’s whose parts are in the record’s in another order', 'a b c', 'a_c_b_c.pdf', 'a_c_b_c.pdf'],
	['the template’s that would need more than there is', 'aba', 'ab_ba.pdf', 'ab_ba.pdf'],
	['that of the answer, where the record’s can’t be listed', '', 'api-key.pdf', 'api-key.pdf'],
	['the record’s, where the answer has none', 'Acme', '', 'Acme.pdf'],
	['another one, where there is none', '  ', '__.pdf', 'User 1.pdf'],
	['the record’s, where all of it is underscores', '“”', '__.pdf', '“”.pdf'],
])('is %s', (_title, own, shown, expected) => {
	expect(pdfName(own, header(shown), 'User 1')).toBe(expected);
});

test('does not depend on the header, nor on its encoding', () => {
	expect(pdfName('Acme', undefined, 'x')).toBe('Acme.pdf');
	expect(pdfName('Acme', 'inline; filename="\xe4.pdf"', 'x')).toBe('Acme.pdf');
	expect(pdfName('', 'inline', 'Account a1')).toBe('Account a1.pdf');
});
