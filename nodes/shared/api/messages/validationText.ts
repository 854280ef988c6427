import type { EspoError } from '../client/EspoError';
import type { AttributeOption } from '../metadata/attributeOptions';
import type { Labels } from '../metadata/Labels';
import { isJsonObject, type JsonObject } from '../values/Json';
import type { ErrorText } from './conflictText';

/** What is known of the field that an error is about. */
export interface FieldTexts {
	labels: Labels;
	/** The values that the field can have, where there are only certain ones. */
	options?: AttributeOption[];
	/** What a value looks like, in words. */
	example?: string;
	/** The regular expression that the whole value must match. */
	pattern?: string;
	/** Whether it is a link, which has a second place to be given. */
	isLink?: boolean;
}

const RULES: Record<string, string> = {
	maxLength: 'is too long',
	valid: 'is not set to one of the allowed values',
	max: 'is too large',
	min: 'is too small',
	emailAddress: 'is not an e-mail address',
	validCurrency: 'has a currency that this EspoCRM does not use',
	columnsValid: 'has a column with a value that is not allowed',
	array: 'must be a list',
	pattern: 'does not match its pattern',
};

/** What a validation names: entity type, field and the broken rule; undefined for other errors. */
export function brokenRule({ details }: EspoError): { entityType: string; field: string; rule: string } | undefined {
	const reason = /entityType: (\w+), field: (\w+), type: (\w+)/.exec(details.reason ?? '');
	const data = translationData(details.body);
	const field = typeof data?.field === 'string' ? data.field : reason?.[2];
	const rule = data?.type ?? reason?.[3];
	if (!field || typeof rule !== 'string') return undefined;
	return { entityType: reason?.[1] ?? details.request.path[0] ?? '', field, rule };
}

const SHOWN_OPTIONS = 30;

/** For a value that breaks a rule of its field: the field by its label, and what it can be. Undefined for other errors. */
export function validationText(error: EspoError, texts?: FieldTexts): ErrorText | undefined {
	const broken = brokenRule(error);
	if (!broken) return undefined;
	const { entityType, field, rule } = broken;
	const label = texts?.labels.field(entityType, field) ?? field;
	const remedy = remedyText(rule, texts);
	return {
		message: rule === 'required' ? `EspoCRM requires “${label}”` : `“${label}” ${wrongText(rule, texts)}`,
		description: isLike(label, field) ? remedy : `Its name in JSON is “${field}”. ${remedy}`,
	};
}

/** Whether the label tells the name, as “Last Name” does. */
function isLike(label: string, field: string): boolean {
	return label.replace(/\W/g, '').toLowerCase() === field.toLowerCase();
}

/** What is wrong with the value. */
function wrongText(rule: string, { options = [], pattern }: Partial<FieldTexts> = {}): string {
	if (pattern && barredCharacters(pattern)) return 'contains a character that is not allowed';
	if (rule === 'valid' && !options.length) return 'has a value that EspoCRM does not accept';
	return RULES[rule] ?? `breaks the rule “${rule}” of its field`;
}

/** What the field can be. */
function remedyText(rule: string, { options = [], example, pattern, isLink }: Partial<FieldTexts> = {}): string {
	if (options.length) return sentence(`Allowed values: ${optionList(options)}`);
	if (rule === 'required') return isLink ? 'Give it a value, or choose the record under “Linked Records”.' : 'Give it a value.';
	if (pattern) return patternText(pattern);
	return example ? `It must be ${example}.` : 'Correct the value and run again.';
}

/** The last option can end with a full stop. */
function sentence(text: string): string {
	return text.endsWith('.') ? text : `${text}.`;
}

function patternText(pattern: string): string {
	const barred = barredCharacters(pattern);
	return barred ? `These characters are not allowed: ${barred.join(' ')}` : `The whole value must match the regular expression ${pattern}`;
}

/** What a pattern such as `[^<>=]+` bars; undefined for other patterns. */
function barredCharacters(pattern: string): string[] | undefined {
	const [, list] = /^\[\^((?:\\.|[^\]\\])+)\]\+$/.exec(pattern) ?? [];
	// A range or a class such as \d bars more than its characters.
	return list === undefined || /.-.|\\\w/.test(list) ? undefined : [...list.replace(/\\(.)/g, '$1')];
}

/** Options by key and label, in a line. */
export function optionList(options: AttributeOption[]): string {
	const shown = options.slice(0, SHOWN_OPTIONS).map(({ value, label }) => (label === value ? value : `${value} (${label})`));
	return shown.join(', ') + (options.length > SHOWN_OPTIONS ? ` and ${options.length - SHOWN_OPTIONS} more` : '');
}

function translationData(body: unknown): JsonObject | undefined {
	const translation = isJsonObject(body) ? body.messageTranslation : undefined;
	return isJsonObject(translation) && isJsonObject(translation.data) ? translation.data : undefined;
}
