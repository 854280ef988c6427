import type { NamedBytes } from '../request/Bytes';
import { InvalidInput } from '../values/InvalidInput';
import type { FileField } from './fileField';

type Limits = Partial<Pick<FileField, 'accept' | 'largest' | 'field'>>;

/** Refuses a file that EspoCRM would not take, naming the limit. @param size in bytes @throws InvalidInput */
export function refuseUnfit(
	{ name, origin }: Pick<NamedBytes, 'name' | 'origin'>,
	size: number,
	{ accept = [], largest, field }: Limits,
): void {
	const file = `The file “${name}” (${origin})`;
	if (size === 0) throw new InvalidInput(origin, `${file} is empty: it has 0 bytes`, 'Check the node that gives it.');
	if (largest !== undefined && size > largest) {
		throw new InvalidInput(
			origin,
			`${file} is too large: it has ${megabytes(size)} MB, and ${field ? `“${field}”` : 'EspoCRM'} takes ${megabytes(largest)} MB at most`,
			field
				? 'Choose a smaller file, or let an administrator raise “Max File Size” of the field.'
				: 'Choose a smaller file, or let an administrator raise the size under Administration > Settings.',
		);
	}
	if (isRefused(name, accept)) {
		throw new InvalidInput(
			origin,
			`${file} is of a type that “${field}” does not take: it takes ${accept.join(', ')}`,
			'Choose another file or field, or let an administrator add the type to “Accept” of the field.',
		);
	}
}

/** Where MIME types are listed, EspoCRM alone knows which one it has for an extension. */
function isRefused(name: string, accept: string[]): boolean {
	const extension = /\.[^.]+$/.exec(name)?.[0]?.toLowerCase();
	const isListed = accept.some((entry) => entry.includes('/') || entry.toLowerCase() === extension);
	return accept.length > 0 && extension !== undefined && !isListed;
}

function megabytes(bytes: number): string {
	return String(Number((bytes / 1024 / 1024).toFixed(2)));
}
