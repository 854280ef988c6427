import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { identifiedRecords } from '../api/identifiedRecords';
import type { JsonObject } from '../api/Json';
import { connect, type Connection } from '../n8n/connect';
import { fieldTexts, nodeError } from '../n8n/nodeError';
import { addHints } from '../n8n/addHints';
import { InvalidInput } from '../api/InvalidInput';
import { withNumbers } from '../api/numberRanges';
import { inOrder } from './inOrder';
import { planJobs, type Item } from './planJobs';
import type { AnyValues, Operation } from './Operation';
import type { ParameterReader } from './Parameter';
import { isTool, toolAnswer } from './toolAnswer';
import { parameterAccess } from './parameterAccess';

const USUAL_IN_FLIGHT = 4;
const MOST_IN_FLIGHT = 16;

/**
 * Runs the chosen operation for all items: reads and checks every parameter first, then sends. Results keep the order
 * of the items and name the item they come from.
 * @throws NodeApiError, NodeOperationError unless the node goes on after a failure
 */
export async function executeOperation(this: IExecuteFunctions, operations: Operation[]): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0);
	const operation = operations.find((candidate) => candidate.resource === resource && candidate.value === this.getNodeParameter('operation', 0));
	if (!operation) throw nodeError(unknownOperation(resource, this.getNodeParameter('operation', 0)), { node: this.getNode() });
	const connection = connect(this, { ofManyTypes: isOfManyTypes(this, operation) });
	const results: INodeExecutionData[][] = this.getInputData().map(() => []);
	const done: number[] = [];
	// A parameter can be read more than once.
	const hints = new Set<string>();
	const hint = (itemIndex: number, text: string) => void hints.add(`Item ${itemIndex}: ${text}`);
	const namesOfRun = new Map<string, Set<string>>();
	const hintOnce: ParameterReader['hintOnce'] = (text, names) => names.forEach((name) => namesOfRun.set(text, (namesOfRun.get(text) ?? new Set()).add(name)));
	const searches = new Map<string, Promise<JsonObject[]>>();
	const identified: ParameterReader['identifiedRecords'] = async (entityType, attribute, value) => {
		const key = JSON.stringify([entityType, attribute, value]);
		const search = searches.get(key) ?? identifiedRecords(connection.client, entityType, attribute, value);
		searches.set(key, search);
		return await search;
	};
	let stoppedBy: Failure | undefined;

	const built = async ({ error, itemIndex, note }: Failure, doneBefore?: string) => {
		const place = {
			node: this.getNode(),
			itemIndex,
			needs: operation.needs,
			note: [note, doneBefore].filter(Boolean).join(' '),
			isMessageOnly: doneBefore === undefined,
		};
		return nodeError(error, place, await fieldTexts(error, connection.metadata));
	};
	const fail = async (error: unknown, itemIndex: number, note?: string) => {
		if (isTool(this.getNode())) {
			results[itemIndex] = [toolAnswer(await built({ error, note }), itemIndex)];
			return;
		}
		if (!this.continueOnFail()) {
			stoppedBy ??= { error, itemIndex, note };
			throw stoppedBy.error;
		}
		const failure = await built({ error, itemIndex, note });
		results[itemIndex] = [{ json: { error: failure.message }, error: failure, pairedItem: { item: itemIndex } }];
	};
	const succeed = (itemIndex: number, output: JsonObject[]) => {
		results[itemIndex] = output.map((json) => ({ json, pairedItem: { item: itemIndex } }));
		done.push(itemIndex);
	};

	try {
		const items: Item[] = [];
		for (const itemIndex of results.keys()) {
			try {
				items.push({ itemIndex, values: await readValues(this, operation, connection, itemIndex, { hint: (text) => hint(itemIndex, text), hintOnce, identifiedRecords: identified }) });
			} catch (error) {
				await fail(error, itemIndex);
			}
		}
		// An option can differ from item to item; the most careful one counts.
		const limit = items.reduce((least, { values }) => Math.min(least, operation.inFlight?.(values) ?? USUAL_IN_FLIGHT), MOST_IN_FLIGHT);
		connection.client.inFlight = Math.max(limit, connection.client.inFlight);
		await inOrder(planJobs(operation, items, { ...connection, succeed, fail, hint }), limit);
	} catch (error) {
		throw await built(stoppedBy ?? { error }, doneNote(done, results.length, stoppedBy?.itemIndex));
	} finally {
		addHints(this, [...runHints(namesOfRun), ...hints]);
	}
	return [results.flat()];
}

/** n8n adds this choice to Resource and Operation of every node whose credential authenticates requests. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

function unknownOperation(...chosen: unknown[]): InvalidInput {
	if (!chosen.includes(CUSTOM_API_CALL)) return new InvalidInput('Operation', 'This operation does not exist', 'Choose one of the list.');
	return new InvalidInput(
		'Operation',
		'“Custom API Call” is made with the HTTP Request node',
		'Add an HTTP Request node with the authentication “Predefined Credential Type” and the credential type “EspoCRM API”, or choose another operation here.',
	);
}

/** Related records are of another type, and the options of a field can be those of another type's: at most one look-up in a run. */
function isOfManyTypes(context: IExecuteFunctions, { resource }: Operation): boolean {
	// The parameter as it stands: an expression in it belongs to the items, and may fail for one of them.
	const { options } = context.getNode().parameters;
	return resource === 'relation' || (typeof options === 'object' && options !== null && 'addLabels' in options && options.addLabels !== false);
}

interface Failure {
	error: unknown;
	itemIndex?: number;
	note?: string;
}

async function readValues(
	context: IExecuteFunctions,
	operation: Operation,
	{ metadata }: Connection,
	itemIndex: number,
	ofRun: Pick<ParameterReader, 'hint' | 'hintOnce' | 'identifiedRecords'>,
): Promise<AnyValues> {
	const values: Record<string, unknown> = {};
	const reader: ParameterReader = {
		...parameterAccess(context.getNode(), propertiesOf(operation), (name) => context.getNodeParameter(name, itemIndex, undefined)),
		input: context.getInputData()[itemIndex]?.json ?? {},
		zone: context.getTimezone(),
		...ofRun,
		attributeKinds: async (entityType) => await metadata.attributeKinds(entityType),
		writableAttributes: async (entityType) => await metadata.writableAttributes(entityType),
		tellNotStorable: (entityType, attributes) => metadata.tellNotStorable(entityType, attributes),
		fieldLabel: async (entityType, attribute) => await metadata.fieldLabel(entityType, attribute),
		linkedEntityType: async (entityType, link) => await metadata.linkedEntityType(entityType, link),
		listedEntityType: async () => {
			const entityType = String(values.entityType);
			return values.link === undefined ? entityType : ((await metadata.linkedEntityType(entityType, String(values.link))) ?? entityType);
		},
	};
	for (const { name, read } of operation.parameters) values[name] = await read(reader);
	return values;
}

function propertiesOf({ parameters }: Operation): INodeProperties[] {
	return parameters.flatMap(({ properties }) => properties);
}

const SHOWN_NAMES = 30;

function runHints(namesByText: ReadonlyMap<string, ReadonlySet<string>>): string[] {
	return [...namesByText].map(([text, names]) => {
		const more = names.size > SHOWN_NAMES ? ` and ${names.size - SHOWN_NAMES} more` : '';
		return `${text} ${[...names].slice(0, SHOWN_NAMES).join(', ')}${more}.`;
	});
}

/** After an error the user must be able to tell what has been done. Items are counted as n8n counts them. */
function doneNote(done: number[], count: number, failed: number | undefined): string {
	if (count < 2) return '';
	const ranges = withNumbers([], done).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
	const which = failed === undefined ? '' : `It was item ${failed} (the first is 0). `;
	const items = done.length === 1 ? 'item' : 'items';
	return `${which}${done.length ? `Done: ${items} ${ranges.join(', ')} (${done.length} of ${count}).` : `No item was done (of ${count}).`}`;
}
