import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type ILoadOptionsFunctions,
	type INode,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	type ResourceMapperFields,
} from 'n8n-workflow';

import type { MappedField } from '../../nodes/shared/n8n/editor/savedFields';
import { additionalData } from './additionalData';
import type { CredentialStore } from './CredentialStore';
import './environment';
import { nodeCredentials } from './nodeCredentials';
import { nodeTypes } from './nodeTypes';

export interface Dropdown {
	credentials: CredentialStore;
	/** Name of the node type; the EspoCRM node when absent. */
	type?: string;
	/** What is chosen in the panel so far. */
	parameters?: INodeParameters;
	/** Where the parameter is, so that a method finds others of the same row, e.g. `parameters.filters.conditions.condition[0].operator`. */
	path?: string;
}

/** The records, types or links that a resource locator shows. */
export async function searchList(
	dropdown: Dropdown,
	method: string,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const search = nodeTypes.getByNameAndVersion(dropdown.type ?? 'espoCrm').methods?.listSearch?.[method];
	if (!search) throw new Error(`There is no list search ${method}`);
	return await search.call(contextOf(dropdown), filter, paginationToken);
}

/** The options that a drop-down shows. */
export async function loadOptions(dropdown: Dropdown, method: string): Promise<INodePropertyOptions[]> {
	const load = nodeTypes.getByNameAndVersion(dropdown.type ?? 'espoCrm').methods?.loadOptions?.[method];
	if (!load) throw new Error(`There is no load method ${method}`);
	return await load.call(contextOf(dropdown));
}

/** The fields that the field mapping shows. */
export async function mappingFields(dropdown: Dropdown): Promise<MappedField[]> {
	return (await mappingPanel(dropdown)).fields as MappedField[];
}

/** The same with what is shown where there are none. */
export async function mappingPanel(dropdown: Dropdown): Promise<ResourceMapperFields> {
	const load = nodeTypes.getByNameAndVersion(dropdown.type ?? 'espoCrm').methods?.resourceMapping?.getMappingFields;
	if (!load) throw new Error('There is no field mapping');
	return await load.call(contextOf(dropdown));
}

function contextOf({ credentials, type = 'espoCrm', parameters = {}, path = '/' }: Dropdown): ILoadOptionsFunctions {
	// As n8n does it: a workflow of one temporary node, and the panel's values beside it.
	const node: INode = { id: 'temp', name: 'Temp-Node', type, typeVersion: 1, position: [0, 0], parameters, credentials: nodeCredentials };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return new LoadOptionsContext(workflow, node, { ...additionalData(credentials), currentNodeParameters: parameters }, path);
}
