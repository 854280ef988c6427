import type { WhereItem } from '../../request/WhereItem';

/**
 * Conditions that leave out what a user created or changed last. A record that was never changed has nobody in
 * `modifiedById`, and EspoCRM's own “not equals” leaves out rows where it is empty (espocrm-api.md#empty-values-in-conditions).
 */
export function withoutOwnChanges(changes: 'created' | 'updated' | 'both', userId: string): WhereItem[] {
	const other = (attribute: string): WhereItem[] => [
		{ type: 'notEquals', attribute, value: userId },
		{ type: 'isNull', attribute },
	];
	if (changes === 'created') return [{ type: 'or', value: other('createdById') }];
	const changedByOther: WhereItem = { type: 'or', value: other('modifiedById') };
	if (changes === 'updated') return [changedByOther];
	return [changedByOther, { type: 'or', value: [{ type: 'isNotNull', attribute: 'modifiedById' }, ...other('createdById')] }];
}
