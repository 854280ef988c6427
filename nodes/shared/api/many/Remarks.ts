import { listedIds } from '../values/listedIds';

/** What is to be said of records beside what became of them. */
export interface Remarks {
	/** The IDs, by the sentence. */
	about: Map<string, string[]>;
	/** All records that were looked at. */
	seen: Set<string>;
}

/** Keeps that a record was looked at, and what is to be said of it. @param text undefined where that is nothing */
export function addRemark({ about, seen }: Remarks, id: string, text: string | undefined): void {
	seen.add(id);
	if (text) about.set(text, [...(about.get(text) ?? []), id]);
}

const IDS_IN_TEXT = 5;

/** The sentences, each with the records that it is about. */
export function remarksTexts({ about, seen }: Remarks): string[] {
	return [...about].map(([text, ids]) => {
		const named = listedIds(ids, IDS_IN_TEXT);
		return ids.length === seen.size ? text : `${ids.length} of ${seen.size} records (${named}): ${text}`;
	});
}
