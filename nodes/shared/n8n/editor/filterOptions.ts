import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import { fittingOperators, isFilterable } from '../../api/filter/fittingOperators';
import { operatorOf } from '../../api/filter/operators';
import type { Metadata } from '../../api/metadata/Metadata';
import { nameIdentifier } from '../../api/values/identifier';
import { InvalidInput } from '../../api/values/InvalidInput';
import { connect } from '../transport/connect';
import { asNamedOption, asOption, byName } from './asOption';
import { inDropdown } from './inDropdown';
import { chosenListedType } from './chosenListedType';
import { recordSearch } from './recordSearch';

const FIELD = 'Field Name or ID';

/** Attributes that can be filtered by, the ID, and links to several records; those to one are there as the ID of that record. */
export async function getFilterAttributes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const entityType = await chosenListedType(this, metadata);
		const [all, links] = await Promise.all([metadata.attributes(entityType), metadata.links(entityType)]);
		const own = all.filter(isFilterable).map(asNamedOption).sort(byName);
		const linked = links
			.filter(({ name }) => !all.some((attribute) => attribute.name === `${name}Id`))
			.map(({ name, label }) => asNamedOption({ name, label: `${label} (Relation)` }));
		return [{ name: 'ID', value: 'id' }, ...own, ...linked];
	});
}

/** Operators that fit the attribute of the same row; all while there is none. */
export async function getFilterOperators(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const attribute = this.getCurrentNodeParameter('&attribute');
		const { metadata } = connect(this);
		const entityType = attribute ? await chosenListedType(this, metadata) : '';
		const fitting = await fittingOperators(metadata, entityType, attribute);
		// What is chosen already stays in the list, so that n8n does not mark it.
		const chosen = operatorOf(String(this.getCurrentNodeParameter('&operator') ?? ''));
		const options = fitting.map(({ name, value }) => ({ name, value }));
		if (!chosen || fitting.includes(chosen)) return options;
		// A workflow that was saved before fields had editors of their own.
		const isRepeated = fitting.some(({ name }) => name === chosen.name);
		return [...options, { name: isRepeated ? `${chosen.name} (as Text)` : chosen.name, value: chosen.value }];
	});
}

/** Keys and labels of the attribute of the same row. */
export async function getFilterOptions(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const attribute = nameIdentifier(this.getCurrentNodeParameter('&attribute'), FIELD);
		const options = await metadata.options(await chosenListedType(this, metadata), attribute);
		if (!options)
			throw new InvalidInput(
				FIELD,
				`“${attribute}” has no options to choose from`,
				'Choose another operator, or enter the values in an expression.',
			);
		return options.map(({ value, label }) => asOption({ name: value, label }));
	});
}

/** Records that the attribute or link of the same row can lead to, by what their name contains. */
export async function searchFilterRecords(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		const attribute = nameIdentifier(this.getCurrentNodeParameter('&attribute'), FIELD);
		const byTeam = this.getCurrentNodeParameter('&operator') === 'isUserFromTeams';
		const types = byTeam ? ['Team'] : await linkedTypes(this, connect(this).metadata, attribute);
		const [only, ...others] = types;
		if (only === undefined) throw new InvalidInput(FIELD, `“${attribute}” does not lead to records`, 'Choose another operator.');
		if (!others.length) return await recordSearch(this, only, { filter, paginationToken });
		return await searchTypes(this, types, filter, paginationToken);
	});
}

/** A page of each type; the token of the next one says where each type that has more goes on, e.g. "Account:50,Lead:50". */
async function searchTypes(
	context: ILoadOptionsFunctions,
	types: string[],
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const { client } = connect(context);
	const begun = new Map(
		paginationToken?.split(',').map((part): [string, string | undefined] => [part.split(':')[0] ?? '', part.split(':')[1]]),
	);
	const wanted = paginationToken ? types.filter((type) => begun.has(type)) : types;
	const pages = await Promise.all(
		wanted.map(async (type) => ({ type, ...(await recordSearch(context, type, { filter, paginationToken: begun.get(type), client })) })),
	);
	const unfinished = pages.filter((page) => page.paginationToken !== undefined);
	return {
		results: pages.flatMap(({ type, results }) => results.map((result) => ({ ...result, name: `${result.name} (${type})` }))),
		paginationToken: unfinished.map((page) => `${page.type}:${String(page.paginationToken)}`).join() || undefined,
	};
}

async function linkedTypes(context: ILoadOptionsFunctions, metadata: Metadata, attribute: string): Promise<string[]> {
	const entityType = await chosenListedType(context, metadata);
	if (attribute === 'id') return [entityType];
	const linked = await metadata.linkedEntityType(entityType, attribute.replace(/Id$/, ''));
	if (linked !== undefined) return [linked];
	const [attributes, readable] = await Promise.all([metadata.attributes(entityType), metadata.entityTypes()]);
	const entityList = attributes.find(({ name }) => name === attribute)?.definition.entityList;
	return Array.isArray(entityList) ? entityList.map(String).filter((type) => readable.some(({ name }) => name === type)) : [];
}
