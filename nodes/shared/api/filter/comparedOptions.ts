import { isAsking, isGroup } from '../request/conditionTypes';
import type { WhereItem } from '../request/WhereItem';
import type { AttributeKinds } from '../values/fieldTypes';
import type { Json } from '../values/Json';
import { textOf } from '../values/textOf';

/** What attributes with options are compared with. @param kinds of those that were looked up */
export function comparedOptions(where: WhereItem[], kinds: AttributeKinds): Map<string, string[]> {
	const found = new Map<string, string[]>();
	for (const { attribute, values } of where.flatMap(comparisonsIn)) {
		const kind = kinds.get(attribute);
		if (values.length && (kind === 'enum' || kind === 'list')) found.set(attribute, [...(found.get(attribute) ?? []), ...values]);
	}
	return found;
}

function comparisonsIn({ type, attribute, value }: WhereItem): Array<{ attribute: string; values: string[] }> {
	if (isGroup(type)) return (value as WhereItem[]).flatMap(comparisonsIn);
	if (attribute === undefined || !isAsking(type, 'equality', 'entries')) return [];
	return [
		{
			attribute,
			values: [value ?? []]
				.flat()
				.map((one: Json) => textOf(one))
				.filter((text) => text !== ''),
		},
	];
}
