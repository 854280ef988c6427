import {
	ICredentialsHelper,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { EspoCrmConnectorApi } from '../../credentials/EspoCrmConnectorApi.credentials';
import type { EspoCredentials } from '../../nodes/shared/api/login/EspoCredentials';
import './environment';

/**
 * The credentials of an n8n server, without its database. It follows the rules of n8n 2.41's own helper: parameters that
 * are hidden by others are absent, what `preAuthentication` gives is stored when it holds the expirable property, and each
 * request reads the credential anew.
 */
export class CredentialStore extends ICredentialsHelper {
	/** Each time that n8n wrote the credential to its database. */
	readonly saved: ICredentialDataDecryptedObject[] = [];
	private readonly type: ICredentialType = new EspoCrmConnectorApi();
	private stored: string;

	constructor(data: EspoCredentials) {
		super();
		this.stored = JSON.stringify(data);
	}

	/** What the credential holds now. */
	get data(): ICredentialDataDecryptedObject {
		return JSON.parse(this.stored) as ICredentialDataDecryptedObject;
	}

	/** As a user who edits the credential. */
	replace(data: EspoCredentials): void {
		this.stored = JSON.stringify(data);
	}

	override getParentTypes(): string[] {
		return [];
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}

	override getCredentialsProperties(): INodeProperties[] {
		return this.type.properties;
	}

	override async getCredentials(): Promise<ICredentials> {
		return await Promise.reject(new Error('Credentials are only read decrypted'));
	}

	override async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject> {
		if (typeName !== this.type.name) throw new Error(`There is no credential of the type ${typeName}`);
		return this.displayed(this.data);
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function') throw new Error('This credential authenticates by a function');
		return await authenticate.call(this.type, credentials, requestOptions as IHttpRequestOptions);
	}

	override async preAuthentication(
		...[helpers, credentials, , node, expired]: Parameters<ICredentialsHelper['preAuthentication']>
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const expirable = this.type.properties.find(({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true);
		if (expirable === undefined || !this.type.preAuthentication) return undefined;
		const isTest = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		if (!(credentials[expirable.name] === '' || expired || isTest)) return undefined;
		const output = (await this.type.preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
		if (output[expirable.name] === undefined || !node.credentials) return undefined;
		await this.updateCredentials({ id: '1', name: 'test' }, this.type.name, Object.assign(credentials, output));
		return Object.assign(credentials, output);
	}

	override async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	override async updateCredentials(
		_details: INodeCredentialsDetails,
		_typeName: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		// As encrypted text, so that nothing is shared with the object in memory.
		this.stored = JSON.stringify(data);
		this.saved.push(this.data);
	}

	override async updateCredentialsOauthTokenData(): Promise<void> {
		await Promise.reject(new Error('This is no OAuth credential'));
	}

	private displayed(data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
		const shown = NodeHelpers.getNodeParameters(this.type.properties, data as INodeParameters, true, false, null, null);
		return (shown ?? {}) as ICredentialDataDecryptedObject;
	}
}
