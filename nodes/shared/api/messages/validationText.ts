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
	required: 'is required',
	maxLength: 'is too long',
	valid: 'does not have a possible value',
	max: 'is too large',
	min: 'is too small',
	emailAddress: 'is not an e-mail address',
	validCurrency: 'has a currency that this EspoCRM does not use',
	columnsValid: 'has a column with an impossible value',
	array: 'must be a list',
	pattern: 'does not match the pattern that is set for it',
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
	const type = texts?.labels.entityType(entityType) ?? entityType;
	return {
		message: `“${texts?.labels.field(entityType, field) ?? field}” ${wrongText(rule, texts)}`,
		description: `EspoCRM checked the field “${field}” of ${type} by its rule “${rule}”. ${remedyText(rule, texts)}`,
	};
}

/** What is wrong with the value. */
function wrongText(rule: string, { options = [], pattern }: Partial<FieldTexts> = {}): string {
	if (pattern && barredCharacters(pattern)) return 'has a character that it may not have';
	if (rule === 'valid' && !options.length) return 'has a value that EspoCRM does not accept';
	return RULES[rule] ?? `is refused (${rule})`;
}

/** What the field can be. */
function remedyText(rule: string, { options = [], example, pattern, isLink }: Partial<FieldTexts> = {}): string {
	if (options.length) return `Possible values: ${optionList(options)}.`;
	if (rule === 'required') return isLink ? 'Give it a value, or choose the record under “Linked Records”.' : 'Give it a value.';
	if (pattern) return patternText(pattern);
	return example ? `It takes ${example}.` : 'Correct the value and run again.';
}

function patternText(pattern: string): string {
	const barred = barredCharacters(pattern);
	return barred ? `It may not have any of these characters: ${barred.join(' ')}` : `It must match the regular expression ${pattern} as a whole.`;
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
