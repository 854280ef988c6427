import { NAME_PARTS } from '../values/personName';

/** Names that are no names of links. */
const OWN_NAMES = [...NAME_PARTS, 'salutationName', 'userName'];

/**
 * The attributes to ask a list for, so that the wanted ones come out whole. The name of a person 7.x makes of the parts that were asked for beside it
 * (source of 7.5: Core/Entities/Person), and what a list is sorted by is asked for too. The name of a parent is null unless its ID and type are asked
 * for (espocrm-api.md#lists-and-records); attributes that there are not do no harm.
 * @param attributes undefined for all
 */
export function askedAttributes(attributes: string[] | undefined, orderBy?: string): string[] | undefined {
	if (!attributes) return undefined;
	const isOfParts = attributes.includes('name') && NAME_PARTS.some((part) => orderBy === part || attributes.includes(part));
	const links = attributes.filter((name) => /.Name$/.test(name) && !OWN_NAMES.includes(name)).map((name) => name.slice(0, -'Name'.length));
	// 7.x makes it of the body that was asked for.
	const ofPlain = attributes.includes('bodyPlain') ? ['body', 'isHtml'] : [];
	return [
		...new Set([...attributes, ...ofPlain, ...(isOfParts ? NAME_PARTS : []), ...links.flatMap((link) => [`${link}Id`, `${link}Type`])]),
	];
}
