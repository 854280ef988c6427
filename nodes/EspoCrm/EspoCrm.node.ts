import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { getMappingFields } from '../shared/n8n/editor/fieldMapping';
import { getFilterAttributes, getFilterOperators, getFilterOptions, searchFilterRecords } from '../shared/n8n/editor/filterOptions';
import { getIdentifyingFields } from '../shared/n8n/editor/identifyingFields';
import { getLinkColumns } from '../shared/n8n/editor/linkColumnOptions';
import { getLinkedRecordChoices, getLinkedRecordColumns, searchLinkedRecords } from '../shared/n8n/editor/linkedRecordOptions';
import { searchEntityTypes, searchLinks, searchRecords } from '../shared/n8n/editor/listSearch';
import {
	getBoolFilters,
	getClearableAttributes,
	getFileFields,
	getPresetFilters,
	getSelectableAttributes,
	getSortFields,
	getStreamEntityTypes,
	getWritableAttributes,
} from '../shared/n8n/editor/loadOptions';
import {
	getMailFolders,
	getSendingAddresses,
	getTargetFolders,
	getTeams,
	getUsers,
	searchMailParents,
	searchMailParentTypes,
	searchMails,
	searchMailTemplates,
} from '../shared/n8n/editor/mailOptions';
import { searchMergedRecords } from '../shared/n8n/editor/searchMergedRecords';
import { searchTemplates } from '../shared/n8n/editor/searchTemplates';
import { searchRelatedRecords } from '../shared/n8n/editor/searchRelatedRecords';
import { getMentionableUsers, getReactions } from '../shared/n8n/editor/streamOptions';
import { describeOperations } from '../shared/operation/describe';
import { executeOperation } from '../shared/operation/execute';
import { subtitleOf } from '../shared/operation/subtitleOf';
import { operations, resources } from './operations';

export class EspoCrm implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'EspoCRM',
		name: 'espoCrm',
		icon: { light: 'file:espoCrm.svg', dark: 'file:espoCrm.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description: 'Work with the records, relations and streams of EspoCRM',
		defaults: { name: 'EspoCRM' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'espoCrmConnectorApi', required: true }],
		properties: describeOperations(resources, operations),
	};

	methods = {
		resourceMapping: { getMappingFields },
		listSearch: {
			searchEntityTypes,
			searchFilterRecords,
			searchLinkedRecords,
			searchLinks,
			searchMailParents,
			searchMailParentTypes,
			searchMails,
			searchMailTemplates,
			searchRecords,
			searchRelatedRecords,
			searchMergedRecords,
			searchTemplates,
		},
		loadOptions: {
			getBoolFilters,
			getClearableAttributes,
			getFileFields,
			getFilterAttributes,
			getFilterOperators,
			getFilterOptions,
			getIdentifyingFields,
			getLinkColumns,
			getLinkedRecordChoices,
			getLinkedRecordColumns,
			getMailFolders,
			getMentionableUsers,
			getPresetFilters,
			getReactions,
			getSelectableAttributes,
			getSendingAddresses,
			getSortFields,
			getStreamEntityTypes,
			getTargetFolders,
			getTeams,
			getUsers,
			getWritableAttributes,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation.call(this, operations);
	}
}
