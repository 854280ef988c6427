import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { AuthenticationMethod, EspoCredentials } from '../../../nodes/shared/api/login/EspoCredentials';
import type { SandboxOptions } from '../../../sandbox/espocrm/startSandbox';
import { CredentialStore } from '../../harness/CredentialStore';
import { startFaultProxy, type FaultProxy, type LoggedRequest } from '../../harness/FaultProxy';
import { PollingWorkflow, type PollingOptions } from '../../harness/PollingWorkflow';
import { runNode, type NodeResult, type NodeRun } from '../../harness/runNode';
import { Api, type ApiRecord } from './Api';
import { removeRecords } from './removeRecords';
import { skipped } from './skipped';
import type { Logins, Target } from './Target';

interface Me {
	user: ApiRecord;
	acl: { table: Record<string, boolean | Record<string, string>> };
}

/** Without these the suite says little; cases about other types are left out where the role has no access to them. */
const NEEDED = ['Account', 'Contact', 'Case'];

type Action = 'create' | 'read' | 'edit' | 'delete' | 'stream';
type RunOptions = Partial<Omit<NodeRun, 'parameters' | 'items'>>;

/** The server of one `describe`, and n8n in front of it. Everything that n8n sends passes a proxy that counts. */
export class TestedEspo {
	/** Begins the name of every record that the suite makes. */
	readonly prefix = `n8nct${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
	proxy!: FaultProxy;
	/** The API user, by key. */
	credentials!: CredentialStore;
	/** The same user without n8n in between, for preparation and comparison. */
	api!: Api;
	/** Another user, if one is configured. */
	other?: Api;
	/** An administrator, if one is configured: for what the API user needs and no role lets it make. */
	admin?: Api;
	/** Whether it has a stream of everything that this user may read. */
	hasGlobalStream = false;
	/** `GET App/user` of the API user. */
	me!: Me;
	/** The e-mails that the sandbox sent. */
	outbox?: readonly IDataObject[];
	/** Makes the server send its webhooks now, where the suite can do that. */
	deliverWebhooks?: () => Promise<void>;
	/** Lets time pass on the server and in the nodes: the sandbox's clock is put forward, a real server is waited for. */
	passTime!: (milliseconds: number) => Promise<void>;
	private logins: Logins = {};
	private stop: () => Promise<void> = async () => undefined;

	constructor(readonly target: Target) {}

	async open(races: SandboxOptions = {}): Promise<void> {
		const { url, logins, administrator, passTime, deliverWebhooks, isThrownAway, outbox, close } = await this.target.open(races);
		this.passTime = passTime;
		this.outbox = outbox;
		this.deliverWebhooks = deliverWebhooks;
		this.proxy = await startFaultProxy(url);
		this.stop = async () => {
			if (!isThrownAway) await removeRecords(this.api, this.prefix);
			await this.proxy.close();
			await close();
		};
		this.logins = logins;
		this.credentials = this.store('apiKey');
		this.api = new Api(url, { 'X-Api-Key': logins.apiKey?.apiKey ?? '' });
		if (logins.basic) this.other = Api.byPassword(url, logins.basic);
		if (administrator) this.admin = Api.byPassword(url, administrator);
		this.me = (await this.api.get('App/user')) as unknown as Me;
		const missing = NEEDED.filter((entityType) => !this.can(entityType, 'create', 'read', 'edit', 'delete', 'stream'));
		if (missing.length) throw new Error(`The role of the API user needs full access, stream included, to ${missing.join(', ')}`);
		this.hasGlobalStream = (await this.api.send('GET', 'GlobalStream?maxSize=1')).status === 200;
	}

	async close(): Promise<void> {
		await this.stop();
	}

	has(method: AuthenticationMethod): boolean {
		return this.logins[method] !== undefined;
	}

	/** A credential of its own; nothing is shared with others of the same method. */
	store(method: AuthenticationMethod, changes: EspoCredentials = {}): CredentialStore {
		const login = this.logins[method];
		if (!login) throw new Error(`The method ${method} is not configured`);
		return new CredentialStore({ ...login, url: this.proxy.url, ...changes });
	}

	/** Whether the role allows an action on an entity type. */
	can(entityType: string, ...actions: Action[]): boolean {
		const entry = this.me.acl.table[entityType];
		return typeof entry === 'object' && actions.every((action) => !['no', undefined].includes(entry[action]));
	}

	/** Ends the test as skipped where the role does not allow the actions. */
	need(entityType: string, ...actions: Action[]): void {
		if (!this.can(entityType, ...actions))
			skipped(`the role of the API user does not let it ${actions.join(', ')} records of the type ${entityType}: allow it`);
	}

	name(text: string | number): string {
		return `${this.prefix} ${text}`;
	}

	async create(entityType: string, values: IDataObject): Promise<ApiRecord> {
		return await this.api.create(entityType, values);
	}

	/** Records with the given values, many at once. */
	async createMany(entityType: string, count: number, values: (index: number) => IDataObject): Promise<ApiRecord[]> {
		return await this.api.inParallel(
			Array.from({ length: count }, (_, index) => index),
			async (index) => await this.create(entityType, values(index)),
		);
	}

	/** Runs the EspoCRM node. The proxy's log then holds the requests of this run. */
	async run(parameters: INodeParameters, items?: IDataObject[], options: RunOptions = {}): Promise<NodeResult> {
		this.proxy.reset();
		return await this.runOn(parameters, items, options);
	}

	/** Runs the EspoCRM node with the log and the faults of the proxy as they are. */
	async runOn(parameters: INodeParameters, items?: IDataObject[], options: RunOptions = {}): Promise<NodeResult> {
		return await runNode({ credentials: this.credentials, parameters, items, ...options });
	}

	/** Runs the EspoCRM node, which must succeed, and gives the data of its items. */
	async json(parameters: INodeParameters, items?: IDataObject[], options: RunOptions = {}): Promise<ApiRecord[]> {
		const { json, error } = await this.run(parameters, items, options);
		if (error) throw new Error(`${error.message} (${error.description ?? ''})`);
		return json as ApiRecord[];
	}

	trigger(parameters: INodeParameters, options: Partial<PollingOptions> = {}): PollingWorkflow {
		return new PollingWorkflow({ credentials: this.credentials, parameters, ...options });
	}

	/** What n8n sent since the last run began, as "GET Account". */
	get sent(): string[] {
		return this.proxy.requests.map(asText);
	}
}

function asText({ method, path }: LoggedRequest): string {
	return `${method} ${path.replace('/api/v1/', '').replace(/\?.*/, '')}`;
}
