import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';

import { madeFolders, OWN_FOLDERS, TARGETS, type MailFolder } from '../../api/email/mailFolders';
import { fewRecords } from '../../api/lists/fewRecords';
import { connect } from '../transport/connect';
import { asOption } from './asOption';
import { chosenName } from './chosenName';
import { inDropdown } from './inDropdown';
import { recordSearch } from './recordSearch';

/** The addresses that the user may send e-mails from. @throws NodeApiError, which the drop-down shows */
export async function getSendingAddresses(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inDropdown(this, async () => {
		const addresses = await connect(this).metadata.sendingAddresses();
		return addresses.map((address) => ({ name: address, value: address }));
	});
}

/** Teams by name. @throws NodeApiError */
export async function getTeams(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await records(this, 'Team');
}

/** Users that records can be assigned to, by name. @throws NodeApiError */
export async function getUsers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await records(this, 'User');
}

async function records(context: ILoadOptionsFunctions, entityType: string): Promise<INodePropertyOptions[]> {
	return await inDropdown(context, async () =>
		((await fewRecords(connect(context).client, entityType)) ?? []).map(({ id, name }) => ({ name, value: id })),
	);
}

/** Types of records that an e-mail can be about. @throws NodeApiError */
export async function searchMailParentTypes(this: ILoadOptionsFunctions): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => {
		const { metadata } = connect(this);
		const [attributes, types] = await Promise.all([metadata.attributes('Email'), metadata.entityTypes()]);
		const { entityList } = attributes.find(({ name }) => name === 'parentType')?.definition ?? {};
		const possible = Array.isArray(entityList) ? entityList : [];
		return { results: types.filter(({ name }) => possible.includes(name)).map(asOption) };
	});
}

/** Records of the type that is chosen for what an e-mail is about. @throws NodeApiError */
export async function searchMailParents(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await inDropdown(
		this,
		async () => await recordSearch(this, chosenName(this, 'parentType', 'Related Record Type'), { filter, paginationToken }),
	);
}

/** Folders of e-mails. @throws NodeApiError */
export async function getMailFolders(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await folders(this, OWN_FOLDERS);
}

/** Folders that e-mails can be moved to. @throws NodeApiError */
export async function getTargetFolders(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await folders(
		this,
		OWN_FOLDERS.filter(({ value }) => TARGETS.includes(value)),
	);
}

async function folders(context: ILoadOptionsFunctions, own: MailFolder[]): Promise<INodePropertyOptions[]> {
	return await inDropdown(context, async () => [...own, ...(await madeFolders(connect(context).client))]);
}

/** E-mails by what their subject contains. @throws NodeApiError */
export async function searchMails(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => await recordSearch(this, 'Email', { filter, paginationToken }));
}

/** Templates of e-mails by name. @throws NodeApiError */
export async function searchMailTemplates(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await inDropdown(this, async () => await recordSearch(this, 'EmailTemplate', { filter, paginationToken }));
}
