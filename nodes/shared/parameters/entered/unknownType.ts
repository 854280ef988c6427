import { InvalidInput } from '../../api/values/InvalidInput';

/** For what can't be done without the fields of the entity type: EspoCRM takes a name in lower case too, but has no metadata for it. */
export function unknownType(entityType: string): InvalidInput {
	return new InvalidInput(
		'Entity Type',
		`EspoCRM shows no fields of the entity type “${entityType}”`,
		'Names begin with a capital letter, e.g. Account, and the role of the user needs read access to the entity type.',
	);
}
