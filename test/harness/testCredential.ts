import './environment';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IExecuteData,
	type INode,
	type INodeCredentialTestResult,
	type INodeType,
} from 'n8n-workflow';

import { EspoCrmConnectorApi } from '../../credentials/EspoCrmConnectorApi.credentials';
import { additionalData } from './additionalData';
import type { CredentialStore } from './CredentialStore';
import { CREDENTIAL_TYPE, nodeCredentials } from './nodeCredentials';

/** The button "Test" of a credential, as n8n 2.41's tester does it: its request runs as a declarative node. */
export async function testCredential(credentials: CredentialStore): Promise<INodeCredentialTestResult> {
	const { request, rules = [] } = new EspoCrmConnectorApi().test;
	const nodeType: INodeType = {
		description: {
			displayName: 'No Operation',
			name: 'noOp',
			group: ['organization'],
			version: 1,
			description: '',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: CREDENTIAL_TYPE, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' }],
		},
	};
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: { temp: '' },
		credentials: nodeCredentials,
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) },
	});
	const input = [{ json: {} }];
	const executeData: IExecuteData = { node, data: { main: [input] }, source: null };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData(credentials),
		'internal',
		createRunExecutionData(),
		0,
		input,
		{ main: [input] },
		executeData,
		[],
	);
	// What is tested are the values of the open form, which need not be stored yet.
	const decrypted = {
		id: '1',
		name: 'test',
		type: CREDENTIAL_TYPE,
		data: await credentials.getDecrypted(additionalData(credentials), { id: '1', name: 'test' }, CREDENTIAL_TYPE),
	};
	try {
		const answer = await new RoutingNode(context, nodeType, decrypted).runNode();
		const body = answer?.[0]?.[0]?.json ?? {};
		for (const { type, properties } of rules) {
			if (type === 'responseSuccessBody' && body[properties.key] === properties.value)
				return { status: 'Error', message: properties.message };
		}
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: messageOf(error) };
	}
}

function messageOf(error: unknown): string {
	const { message, description, cause } = error as { message?: string; description?: string | null; cause?: { message?: string } };
	return [message, description, cause?.message].filter(Boolean).join(' | ');
}
