import { notStoredText } from './notStoredText';
import type { Written } from './writeRecord';

/** A sentence for the user about what EspoCRM did not keep, or may not have kept; undefined when it kept all. */
export function writtenText({
	notStored,
	unknownRecords,
	withoutType,
	unclear,
	unversioned,
	endless,
}: Omit<Written, 'record'>): string | undefined {
	const texts = [
		notStoredText(notStored),
		unknownRecords.length ? `No record has the ID in ${unknownRecords.join(', ')}; EspoCRM stored it anyway.` : undefined,
		withoutType.length ? `EspoCRM stored ${withoutType.join(', ')} without an entity type, so no record is linked.` : undefined,
		unclear.length ? `It is not known whether EspoCRM stored ${unclear.join(', ')}, because the record can't be read.` : undefined,
		unversioned
			? 'The version number was not checked: EspoCRM keeps none for this entity type (Optimistic Concurrency Control in its Entity Manager).'
			: undefined,
		endless
			? 'EspoCRM stored it without an end, so its calendar shows it as lasting all day: give “Date End” too (EspoCRM does not work out the end from a duration).'
			: undefined,
	];
	return texts.filter(Boolean).join(' ') || undefined;
}
