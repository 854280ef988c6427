/** The attribute with the name of a linked record, e.g. `accountName`. @param attribute with its ID, e.g. `accountId`; another stays as it is */
export function linkName(attribute: string): string {
	return attribute.replace(/Id$/, 'Name');
}
