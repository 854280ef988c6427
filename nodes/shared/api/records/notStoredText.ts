import type { NotStored } from './notStored';

/** A sentence for the user about values that EspoCRM did not keep; undefined when it kept all. */
export function notStoredText(values: NotStored[]): string | undefined {
	if (!values.length) return undefined;
	const ignored = values.filter(({ stored }) => stored === undefined).map(({ attribute }) => attribute);
	const changed = values
		.filter(({ stored }) => stored !== undefined)
		.map(({ attribute, sent, stored }) => `${attribute} (${short(sent)} became ${short(stored)})`);
	const parts = [
		ignored.length ? `ignored ${ignored.join(', ')} (unknown, read-only or not for this user)` : '',
		changed.length ? `stored differently: ${changed.join(', ')}` : '',
	];
	return `EspoCRM ${parts.filter(Boolean).join('; ')}.`;
}

function short(value: unknown): string {
	const text = JSON.stringify(value) ?? 'nothing';
	return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
