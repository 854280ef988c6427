import './environment';
import type { IExecuteFunctions, INodeType, INodeTypes } from 'n8n-workflow';

import { EspoCrm } from '../../nodes/EspoCrm/EspoCrm.node';
import { EspoCrmTrigger } from '../../nodes/EspoCrmTrigger/EspoCrmTrigger.node';
import { EspoCrmWebhookTrigger } from '../../nodes/EspoCrmWebhookTrigger/EspoCrmWebhookTrigger.node';
import { describeOperations } from '../../nodes/shared/operation/describe';
import { executeOperation } from '../../nodes/shared/operation/execute';
import type { Operation } from '../../nodes/shared/operation/Operation';
import { LegacyRequest } from './LegacyRequest';

/** Hands its items on; the first node of every workflow of the harness. */
const start: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

/** The node type that n8n derives for AI agents, as far as a run depends on it. */
function asTool(type: INodeType): INodeType {
	type.description = { ...type.description, name: `${type.description.name}Tool` };
	return type;
}

const types: Record<string, INodeType> = {
	start,
	espoCrm: new EspoCrm(),
	espoCrmTool: asTool(new EspoCrm()),
	espoCrmTrigger: new EspoCrmTrigger(),
	espoCrmWebhookTrigger: new EspoCrmWebhookTrigger(),
	// Under the real name, because n8n lets only its own HTTP nodes use any credential.
	'n8n-nodes-base.httpRequest': new LegacyRequest(),
};

/** Another node type. */
export function addNodeType(name: string, type: INodeType): void {
	types[name] = type;
}

/** A node type with operations of its own, for what no operation of the node uses. */
export function useOperations(name: string, operations: Operation[]): void {
	const type = new EspoCrm();
	const properties = describeOperations([{ value: 'file', name: 'File' }], operations);
	type.description = { ...type.description, name, properties };
	type.execute = async function (this: IExecuteFunctions) {
		return await executeOperation.call(this, operations);
	};
	types[name] = type;
}

function find(name: string): INodeType {
	const found = types[name];
	if (!found) throw new Error(`There is no node type ${name}`);
	return found;
}

export const nodeTypes: INodeTypes = { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) };
