import type { WhereItem } from '../request/WhereItem';

/** Conditions on the type of note and on the type of the record that it is about; none given means any. */
export function noteWhere(noteTypes: string[] | undefined, entityTypes: string[]): WhereItem[] {
	const where: WhereItem[] = [];
	if (noteTypes) where.push({ type: 'in', attribute: 'type', value: noteTypes });
	if (entityTypes.length) where.push({ type: 'in', attribute: 'parentType', value: entityTypes });
	return where;
}
