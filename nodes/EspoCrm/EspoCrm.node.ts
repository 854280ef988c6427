import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { getMappingFields } from '../shared/n8n/fieldMapping';
import { getFilterAttributes, getFilterOperators, getFilterOptions, searchFilterRecords } from '../shared/n8n/filterOptions';
import { getIdentifyingFields } from '../shared/n8n/identifyingFields';
import { getLinkedRecordChoices, getLinkedRecordColumns, searchLinkedRecords } from '../shared/n8n/linkedRecordOptions';
import { getLinkColumns } from '../shared/n8n/linkColumnOptions';
import { searchEntityTypes, searchLinks, searchRecords } from '../shared/n8n/listSearch';
import {
	getBoolFilters,
	getClearableAttributes,
	getPresetFilters,
	getSelectableAttributes,
	getSortFields,
	getStreamEntityTypes,
	getWritableAttributes,
} from '../shared/n8n/loadOptions';
import { searchRelatedRecords } from '../shared/n8n/searchRelatedRecords';
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
		description: 'Work with the records, relationships and streams of EspoCRM',
		defaults: { name: 'EspoCRM' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'espoCrmApi', required: true }],
		properties: describeOperations(resources, operations),
	};

	methods = {
		resourceMapping: { getMappingFields },
		listSearch: { searchEntityTypes, searchFilterRecords, searchLinkedRecords, searchLinks, searchRecords, searchRelatedRecords },
		loadOptions: {
			getBoolFilters,
			getClearableAttributes,
			getFilterAttributes,
			getFilterOperators,
			getFilterOptions,
			getIdentifyingFields,
			getLinkColumns,
			getLinkedRecordChoices,
			getLinkedRecordColumns,
			getPresetFilters,
			getSelectableAttributes,
			getSortFields,
			getStreamEntityTypes,
			getWritableAttributes,
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeOperation.call(this, operations);
	}
}
