import type { Written } from '../api/writeRecord';
import { notStoredText } from './notStoredText';

/** A sentence for the user about what EspoCRM did not keep, or may not have kept; undefined when it kept all. */
export function writtenText({ notStored, unknownRecords, unclear }: Omit<Written, 'record'>): string | undefined {
	const texts = [
		notStoredText(notStored),
		unknownRecords.length ? `No record has the ID in ${unknownRecords.join(', ')}; EspoCRM stored it nevertheless.` : undefined,
		unclear.length ? `Whether EspoCRM stored ${unclear.join(', ')} is not known, as the record can't be read.` : undefined,
	];
	return texts.filter(Boolean).join(' ') || undefined;
}
