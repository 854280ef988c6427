import type { INodeCredentials } from 'n8n-workflow';

import { EspoCrmConnectorApi } from '../../credentials/EspoCrmConnectorApi.credentials';

export const CREDENTIAL_TYPE = new EspoCrmConnectorApi().name;

/** What a node of a workflow holds of its credential. */
export const nodeCredentials: INodeCredentials = { [CREDENTIAL_TYPE]: { id: '1', name: 'test' } };
