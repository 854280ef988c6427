import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { linkTarget } from '../../api/links/linkedRecordChoices';
import { connect } from '../transport/connect';
import { asNamedOption } from './asOption';
import { chosenName } from './chosenName';
import { inDropdown } from './inDropdown';

/** Most records are known by these, so they come first. */
const FIRST = ['name', 'emailAddress', 'phoneNumber', 'userName'];
const KINDS = ['text', 'integer', 'enum'];

/** The fields of the type that the link of the same row leads to by which one of its records can be found. */
export async function getIdentifyingFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const link = this.getCurrentNodeParameter('&link') ?? '';
		// A new row: n8n asks before the link is chosen.
		if (link === '') return [{ name: 'Name', value: 'name' }];
		const { metadata } = connect(this);
		const { field, entityType } = linkTarget(link, 'Linked Records');
		const foreign = entityType ?? (await metadata.linkedEntityType(chosenName(this, 'entityType', 'Entity Type'), field));
		const attributes = foreign ? await metadata.attributes(foreign) : [];
		const fitting = attributes.filter(({ name, field: own, kind }) => KINDS.includes(kind) && (name === own || FIRST.includes(name)));
		const rank = ({ name }: { name: string }) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
		return fitting.sort((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label)).map(asNamedOption);
	});
}
