import './environment';
import type { ExecutionLifecycleHooks } from 'n8n-core';
import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import type { CredentialStore } from './CredentialStore';

const ORIGIN = 'http://localhost:5678';
const unused = () => {
	throw new Error('The harness does not offer this');
};

/** What an n8n server gives to every execution. */
export function additionalData(credentials: CredentialStore, hooks?: ExecutionLifecycleHooks): IWorkflowExecuteAdditionalData {
	const data: Omit<IWorkflowExecuteAdditionalData, 'externalSecretsProxy'> = {
		credentialsHelper: credentials,
		hooks,
		executionId: '1',
		currentNodeExecutionIndex: 0,
		restApiUrl: `${ORIGIN}/rest`,
		instanceBaseUrl: ORIGIN,
		formBaseUrl: `${ORIGIN}/form`,
		formWaitingBaseUrl: `${ORIGIN}/form-waiting`,
		formTestBaseUrl: `${ORIGIN}/form-test`,
		webhookBaseUrl: `${ORIGIN}/webhook`,
		webhookWaitingBaseUrl: `${ORIGIN}/webhook-waiting`,
		webhookTestBaseUrl: `${ORIGIN}/webhook-test`,
		mcpBaseUrl: `${ORIGIN}/mcp`,
		mcpTestBaseUrl: `${ORIGIN}/mcp-test`,
		variables: {},
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
		logAiEvent: () => undefined,
		executeWorkflow: unused,
		getRunExecutionData: unused,
		getRuntimeCredential: unused,
		startRunnerTask: unused,
	};
	// External secrets need n8n's own server; no credential of the harness refers to one.
	return data as IWorkflowExecuteAdditionalData;
}
