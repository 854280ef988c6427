import { NAME_PARTS } from '../values/personName';

/**
 * The attributes to ask for, so that the name of a person is whole: 7.x makes it of the parts that were asked for beside it
 * (source of 7.5: Core/Entities/Person), and what a list is sorted by is asked for too.
 */
export function withNameParts(attributes: string[] | undefined, orderBy?: string): string[] | undefined {
	if (!attributes?.includes('name') || !NAME_PARTS.some((part) => orderBy === part || attributes.includes(part))) return attributes;
	return [...new Set([...attributes, ...NAME_PARTS])];
}
