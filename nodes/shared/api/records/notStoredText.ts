import type { NotStored } from './notStored';

/** A sentence for the user about values that EspoCRM did not keep; undefined when it kept all. */
export function notStoredText(values: NotStored[]): string | undefined {
	if (!values.length) return undefined;
	const ignored = values.filter(({ stored }) => stored === undefined).map(({ attribute }) => attribute);
	const changed = values
		.filter(({ stored }) => stored !== undefined)
		.map(({ attribute, sent, stored }) => `${attribute} (${short(sent)} became ${short(stored)})`);
	const parts = [
		ignored.length ? `ignored ${ignored.join(', ')} (unknown, read-only or not allowed for this user${linkAdvice(ignored)})` : '',
		changed.length ? `stored differently: ${changed.join(', ')}` : '',
	];
	return `EspoCRM ${parts.filter(Boolean).join('; ')}.`;
}

/** The name of a linked record is shown, and can't be written. */
function linkAdvice(ignored: string[]): string {
	const names = ignored.filter((name) => /[a-z]Name$/.test(name)).map((name) => `“${name.replace(/Name$/, 'Id')}”`);
	return names.length ? `; to link a record, set ${names.join(', ')}, or use “Linked Records”` : '';
}

function short(value: unknown): string {
	const text = value === undefined ? 'nothing' : JSON.stringify(value);
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
