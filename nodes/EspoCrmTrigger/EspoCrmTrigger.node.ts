import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { getFilterAttributes, getFilterOperators, getFilterOptions, searchFilterRecords } from '../shared/n8n/editor/filterOptions';
import { searchEntityTypes, searchRecords } from '../shared/n8n/editor/listSearch';
import {
	getAuditedFields,
	getBoolFilters,
	getPresetFilters,
	getSelectableAttributes,
	getStreamEntityTypes,
} from '../shared/n8n/editor/loadOptions';
import { poll } from './poll';
import { triggerProperties } from './properties';
import { triggerSubtitle } from './triggerSubtitle';

export class EspoCrmTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'EspoCRM Trigger',
		name: 'espoCrmTrigger',
		icon: { light: 'file:espoCrm.svg', dark: 'file:espoCrm.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: triggerSubtitle,
		description: 'Starts the workflow when something happens in EspoCRM: new and changed records, posts, assignments and more',
		eventTriggerDescription: 'when something happens in EspoCRM',
		activationMessage: 'From now on, events in EspoCRM start this workflow.',
		defaults: { name: 'EspoCRM Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'espoCrmConnectorApi', required: true }],
		properties: triggerProperties,
	};

	methods = {
		listSearch: { searchEntityTypes, searchFilterRecords, searchRecords },
		loadOptions: {
			getAuditedFields,
			getBoolFilters,
			getFilterAttributes,
			getFilterOperators,
			getFilterOptions,
			getPresetFilters,
			getSelectableAttributes,
			getStreamEntityTypes,
		},
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll.call(this);
	}
}
