import { InvalidInput } from '../values/InvalidInput';
import { shortened } from '../values/shortened';
import { textOf } from '../values/textOf';

/** What EspoCRM and mail servers take before the @ (espocrm-api.md#e-mail). */
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const DOMAIN = /^([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/i;
const QUOTED = /"(?:[^"\\]|\\.)*"/g;
/** A name in quotes, an address in angle brackets, or anything up to a comma or semicolon. */
const PARTS = /(?:"(?:[^"\\]|\\.)*"|<[^>]*>|[^,;"<])+|["<]/g;

/**
 * The addresses of recipients: text with one or several (commas or semicolons, names allowed: `Anna Berg <anna@example.com>`), or a list of such.
 * Repeated ones are dropped; a domain in another script becomes its ASCII form, the only one that EspoCRM takes.
 * @param parameter its display name
 * @returns bare addresses, since EspoCRM takes no names; empty when nothing was given
 * @throws InvalidInput for what is no address
 */
export function mailAddresses(given: unknown, parameter: string): string[] {
	const entries = (Array.isArray(given) ? given : [given ?? '']).flatMap((entry: unknown) => {
		if (typeof entry !== 'string') throw noAddress(textOf(entry), parameter);
		return partsOf(entry);
	});
	const known = new Map(entries.map((entry) => mailAddress(entry, parameter)).map((address) => [address.toLowerCase(), address]));
	if (!known.size && typeof given === 'string' && given.trim()) throw noAddress(given, parameter);
	return [...known.values()];
}

/** One address, with or without a name. @throws InvalidInput */
export function mailAddress(entry: string, parameter: string): string {
	const [, name = '', bracketed] = /^([\s\S]*)<([^<>]*)>\s*$/.exec(entry) ?? [];
	// Without a comma between them, all but the last address would count as its name.
	if (/[<>]/.test(name.replace(QUOTED, ''))) throw noAddress(entry, parameter);
	const address = (bracketed ?? entry).trim();
	const at = address.lastIndexOf('@');
	const [local, domain] = [address.slice(0, at), asciiDomain(address.slice(at + 1))];
	if (at < 1 || local.length > 64 || !LOCAL.test(local) || !DOMAIN.test(domain)) throw noAddress(entry, parameter);
	return `${local}@${domain}`;
}

function partsOf(text: string): string[] {
	return (text.match(PARTS) ?? []).map((part) => part.trim()).filter(Boolean);
}

function asciiDomain(domain: string): string {
	if (!/[^\0-\x7f]/.test(domain) || /[\s/?#@:\\]/.test(domain)) return domain;
	try {
		return new URL(`http://${domain}`).hostname;
	} catch {
		return domain;
	}
}

function noAddress(text: string, parameter: string): InvalidInput {
	return new InvalidInput(
		parameter,
		`“${shortened(text.trim())}” in “${parameter}” is not an e-mail address`,
		'Enter addresses with commas between them; a name goes before the address in angle brackets, in quotes if it has a comma: "Berg, Anna" <anna@example.com>.',
	);
}
