import type { INodeExecutionData, INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { getStreamEntityTypes } from '../shared/n8n/loadOptions';
import { searchEntityTypes, searchRecords } from '../shared/n8n/listSearch';
import { poll } from './poll';
import { triggerProperties } from './properties';

export class EspoCrmTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'EspoCRM Trigger',
		name: 'espoCrmTrigger',
		icon: { light: 'file:espoCrm.svg', dark: 'file:espoCrm.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ { everything: "Everything I can access", myStream: "My stream", record: "One record" }[$parameter["source"]] }}',
		description: 'Starts the workflow when something happens in EspoCRM: posts, new records, changes, assignments and more',
		eventTriggerDescription: 'when something happens in EspoCRM',
		activationMessage: 'From now on, events in EspoCRM start this workflow.',
		defaults: { name: 'EspoCRM Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'espoCrmApi', required: true }],
		properties: triggerProperties,
	};

	methods = {
		listSearch: { searchEntityTypes, searchRecords },
		loadOptions: { getStreamEntityTypes },
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll.call(this);
	}
}
