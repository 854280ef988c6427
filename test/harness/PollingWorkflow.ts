import './environment';
import { PollContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeParameters,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalData } from './additionalData';
import type { CredentialStore } from './CredentialStore';
import { nodeCredentials } from './nodeCredentials';
import { nodeTypes } from './nodeTypes';

/** n8n 1.x has none, and hands a poll no data of its own. */
const HAS_DURABLE_CURSORS = 'getPollBudgetMs' in PollContext.prototype || /getPollBudgetMs/.test(String(PollContext));

export interface PollingOptions {
	credentials: CredentialStore;
	parameters: INodeParameters;
	timezone?: string;
	/** What the database holds of the workflow's static data, e.g. that of another `PollingWorkflow`. */
	saved?: IDataObject;
	/** The node's name, under which n8n keeps its static data. */
	name?: string;
	id?: string;
	/** What n8n grants one poll; its usual five minutes when absent. */
	budgetMs?: number;
	/** n8n's opt-in engine: each poll works on a copy, which is stored if the poll ends well, with or without items. */
	durable?: boolean;
	/** Whether the items come as the poll gave them, instead of a copy that would count where memory is measured. */
	uncopied?: boolean;
}

/**
 * A published workflow that begins with the EspoCRM Trigger, with n8n's rules for static data (default engine): it is
 * stored after the activation and when a poll returns items; after an empty poll changes stay in memory only; after one
 * that throws they stay in memory too and are stored with the next items.
 */
export class PollingWorkflow {
	/** The workflow's static data in n8n's database, as JSON. */
	saved: string;
	/** What the last test event left in its own copy of the static data; n8n throws it away. */
	testedData: IDataObject = {};
	private workflow: Workflow;
	/** n8n keeps the context of the activation for all polls that follow; with durable cursors each poll has its own. */
	private context?: PollContext;
	private readonly node: INode;

	constructor(private readonly options: PollingOptions) {
		this.node = {
			id: options.id ?? 'trigger',
			name: options.name ?? 'EspoCRM Trigger',
			type: 'espoCrmTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: options.parameters,
			credentials: nodeCredentials,
		};
		this.saved = JSON.stringify(options.saved ?? {});
		this.workflow = this.load();
	}

	/** Publishes the workflow: n8n polls once and stores the static data. */
	async activate(mode: WorkflowActivateMode = 'activate'): Promise<IDataObject[] | null> {
		this.workflow = this.load();
		this.context = undefined;
		const items = await this.run('trigger', mode);
		this.store();
		return items;
	}

	/** One poll by the clock. Null when there was nothing. */
	async poll(): Promise<IDataObject[] | null> {
		const items = await this.run('trigger', 'activate');
		if (items) this.store();
		return items;
	}

	/** n8n stops and starts: only what was stored is left. The poll at the start is returned. */
	async restart(): Promise<IDataObject[] | null> {
		return await this.activate('init');
	}

	/** "Fetch test event" in the editor: nothing of it is stored. */
	async fetchTestEvent(): Promise<IDataObject[] | null> {
		const published = this.workflow;
		this.workflow = this.load();
		try {
			return await this.run('manual', 'manual');
		} finally {
			this.testedData = this.workflow.staticData;
			this.workflow = published;
		}
	}

	/** The node's static data in memory. */
	get staticData(): IDataObject {
		return JSON.parse(JSON.stringify(this.workflow.getStaticData('node', this.node))) as IDataObject;
	}

	/** Other parameters, as after editing and publishing again; the static data stays. */
	edited(parameters: INodeParameters): PollingWorkflow {
		return new PollingWorkflow({ ...this.options, parameters, saved: JSON.parse(this.saved) as IDataObject });
	}

	private load(): Workflow {
		const staticData = JSON.parse(this.saved) as IDataObject;
		const settings = { timezone: this.options.timezone ?? 'UTC' };
		return new Workflow({
			id: this.options.id ?? 'polling',
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes,
			staticData,
			settings,
		});
	}

	private store(): void {
		this.saved = JSON.stringify(this.workflow.staticData);
	}

	/** @param copy what a poll with durable cursors works on */
	private newContext(mode: WorkflowExecuteMode, activation: WorkflowActivateMode, node: INode, copy?: IDataObject): PollContext {
		const { budgetMs, credentials } = this.options;
		const emit = [undefined, undefined, undefined, undefined] as const;
		const budget = budgetMs === undefined ? [] : [() => budgetMs];
		return new PollContext(this.workflow, node, additionalData(credentials), mode, activation, ...emit, copy && (() => copy), ...budget);
	}

	private async run(mode: WorkflowExecuteMode, activation: WorkflowActivateMode): Promise<IDataObject[] | null> {
		const { workflow } = this;
		const node = workflow.getNode(this.node.name);
		const { poll } = nodeTypes.getByNameAndVersion(this.node.type) as {
			poll?: (this: PollContext) => Promise<Array<Array<{ json: IDataObject }>> | null>;
		};
		if (!node || !poll) throw new Error('The workflow has no polling trigger');
		const copy = this.options.durable && HAS_DURABLE_CURSORS ? this.staticData : undefined;
		const kept = mode === 'trigger' && !copy ? this.context : undefined;
		const context = kept ?? this.newContext(mode, activation, node, copy);
		if (mode === 'trigger') this.context = context;
		const result = await poll.call(context);
		if (copy && mode !== 'manual') {
			Object.assign(workflow.getStaticData('node', node), JSON.parse(JSON.stringify(copy)));
			this.store();
		}
		const items = result && (result[0] ?? []).map(({ json }) => json);
		// Items pass through the database of executions.
		return items && !this.options.uncopied ? (JSON.parse(JSON.stringify(items)) as IDataObject[]) : items;
	}
}
