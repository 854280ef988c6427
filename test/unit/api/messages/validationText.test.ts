import { EspoError, type EspoErrorDetails } from '../../../../nodes/shared/api/client/EspoError';
import { brokenRule, optionList, validationText, type FieldTexts } from '../../../../nodes/shared/api/messages/validationText';
import { createLabels } from '../../../../nodes/shared/api/metadata/Labels';

const invalid = (details: Partial<EspoErrorDetails>) =>
	new EspoError({ kind: 'invalid', status: 400, request: { method: 'POST', path: ['Account', '1', 'contacts'] }, ...details });
const inBody = (data: object) => ({ body: { messageTranslation: { label: 'validationFailure', data } } });
const labels = createLabels({ Global: { fields: { lastName: 'Last Name' } } });
const textOf = (type: string, texts: Partial<FieldTexts> = {}, field = 'lastName') =>
	validationText(invalid(inBody({ field, type })), { labels, ...texts });
const options = (count: number) => Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `v${index}` }));

test.each<[string, Partial<EspoErrorDetails>, object | undefined]>([
	[
		'a body, for the type of the request',
		inBody({ field: 'name', type: 'required' }),
		{ entityType: 'Account', field: 'name', rule: 'required' },
	],
	[
		'a header, with a type of its own: that of the record that a link creates',
		{ reason: 'Field validation failure; entityType: Contact, field: name, type: valid.' },
		{ entityType: 'Contact', field: 'name', rule: 'valid' },
	],
	[
		'both: the body names field and rule',
		{ ...inBody({ field: 'phone', type: 'pattern' }), reason: 'entityType: Contact, field: name, type: valid' },
		{ entityType: 'Contact', field: 'phone', rule: 'pattern' },
	],
	['a field without a rule', inBody({ field: 'name' }), undefined],
	['a rule that is no text', inBody({ field: 'name', type: 5 }), undefined],
	['a rule without a field', inBody({ type: 'required' }), undefined],
	['other words', { reason: 'Bad request.' }, undefined],
])('read from %s', (_title, details, expected) => expect(brokenRule(invalid(details))).toEqual(expected));

test.each([
	['maxLength', /^“Last Name” is too long$/],
	['max', /too large$/],
	['min', /too small$/],
	['emailAddress', /is not an e-mail address$/],
	['validCurrency', /currency/],
	['columnsValid', /column/],
	['array', /must be a list$/],
	['pattern', /its pattern$/],
	['valid', /^“Last Name” has a value that EspoCRM does not accept$/],
	['iban', /^“Last Name” breaks the rule “iban”/],
])('%s', (rule, says) => {
	expect(textOf(rule)?.message).toMatch(says);
	expect(textOf(rule)?.description).toBe('Correct the value and run again.');
});

test('an example says more than that it is wrong, but not where a value is missing', () => {
	const example = 'a number, e.g. 5';
	expect(textOf('max', { example })?.description).toBe('It must be a number, e.g. 5.');
	expect(textOf('required', { example })?.description).toBe('Give it a value.');
});

test('a label that tells the name needs no name beside it', () => {
	expect(textOf('required')).toEqual({ message: 'EspoCRM requires “Last Name”', description: 'Give it a value.' });
	const german = createLabels({ Global: { fields: { lastName: 'Nachname' } } });
	expect(textOf('required', { labels: german })?.description).toBe('Its name in JSON is “lastName”. Give it a value.');
});

const BARRED = 'contains a character that is not allowed';
const OTHER = 'does not match its pattern';

test.each<[pattern: string, wrong: string, remedy: RegExp]>([
	['[^<>=]+', BARRED, /not allowed: < > =$/],
	['[^"]+', BARRED, /not allowed: "$/],
	[String.raw`[^\[\]\\]+`, BARRED, /not allowed: \[ \] \\$/],
	// Those bar more than the characters that they consist of, or have further parts.
	['[^a-z]+', OTHER, /regular expression \[\^a-z\]\+$/],
	[String.raw`[^\d]+`, OTHER, /regular expression/],
	['[A-Z]+', OTHER, /regular expression \[A-Z\]\+$/],
	['x[^<]+', OTHER, /regular expression/],
	['[^<]+x', OTHER, /regular expression/],
	['[^<]', OTHER, /regular expression/],
])('the pattern %s', (pattern, wrong, remedy) => {
	const text = textOf('pattern', { pattern });
	expect(text?.message).toBe(`“Last Name” ${wrong}`);
	expect(text?.description).toMatch(remedy);
});

test.each([
	[1, /^v0$/],
	[30, /v28, v29$/],
	[31, /v28, v29 and 1 more$/],
])('%d options in a line', (count, line) => expect(optionList(options(count))).toMatch(line));
