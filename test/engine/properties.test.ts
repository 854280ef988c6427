import fc from 'fast-check';
import type { INodeParameters, OnError } from 'n8n-workflow';
import { isDeepStrictEqual } from 'node:util';

import { EspoCrm } from '../../nodes/EspoCrm/EspoCrm.node';
import { operations } from '../../nodes/EspoCrm/operations';
import { runNode, type RunError } from '../harness/runNode';
import { hostileValues } from '../properties/hostileValues';
import { prototypes } from '../properties/intact';
import { GIVEN } from '../properties/memoryNode';
import { entityTypeFor, FILES, INPUT, USUAL } from './table/contexts';
import { offeredBy } from './table/offeredBy';
import { filled, type Slot } from './table/Slot';
import { slotsOf } from './table/slotsOf';
import { startTableServer, type TableServer } from './table/startTableServer';

jest.setTimeout(300_000);
/** Both can be set to look further: PROPERTIES_SEED=… PROPERTIES_RUNS=… */
const SEED = Number(process.env.PROPERTIES_SEED ?? 20_261_128);
const RUNS = Number(process.env.PROPERTIES_RUNS ?? 12);

let server: TableServer;
beforeAll(async () => (server = await startTableServer()));
afterAll(async () => await server.close());

/** What became of the items, and what was sent that is no look-up of metadata. */
interface Run {
	/** Of each item: its records, or why it was refused. */
	outcomes: string[];
	writes: string[];
	error?: RunError;
}

// Those without parameters have nothing to tell apart.
test.each(operations.filter(({ parameters }) => parameters.length).map(({ resource, value }) => [resource, value]))(
	'%s/%s: an item among others gets what it gets alone',
	async (resource, operation) => {
		const offered = await offeredBy(
			server,
			entityTypeFor(resource),
			'contacts',
			resource === 'relation' ? 'Contact' : entityTypeFor(resource),
		);
		const slots = slotsOf(new EspoCrm().description, { resource, operation }, offered, USUAL).filter(
			({ property }) => !property.noDataExpression,
		);
		const before = prototypes();
		const cases = fc
			.constantFrom(...slots)
			.chain((slot) =>
				fc.record({ slot: fc.constant(slot), values: fc.array(hostileValues(slot.goods[0]), { minLength: 1, maxLength: 2 }) }),
			);
		const property = fc.asyncProperty(cases, async ({ slot, values }) => {
			const fault = await wrongWith(slot, [slot.goods[0], ...values, slot.goods[0]]);
			if (prototypes() !== before) throw new Error('A prototype has changed');
			if (fault) throw new Error(`${slot.name}, given ${fc.stringify(values)}: ${fault}`);
		});
		await fc.assert(property, { seed: SEED, numRuns: RUNS });
	},
);

async function wrongWith(slot: Slot, values: unknown[]): Promise<string | undefined> {
	const parameters = filled(slot, GIVEN);
	const alone: Run[] = [];
	for (const value of values) alone.push(await run(parameters, [value], 'continueRegularOutput'));
	const together = await run(parameters, values, 'continueRegularOutput');
	const expected = alone.map(({ outcomes }) => String(outcomes[0]));
	if (!isDeepStrictEqual(together.outcomes, expected)) return `together ${together.outcomes.join(' ; ')}, alone ${expected.join(' ; ')}`;
	const own = new Set(alone.flatMap(({ writes }) => writes));
	const other = together.writes.find((write) => !own.has(write) && !/^(POST|DELETE) \w+\/\w+\/\w+ /.test(write));
	if (other !== undefined) return `only together it sends ${other}`;
	const stopped = await run(parameters, values, 'stopWorkflow');
	const first = expected.findIndex((outcome) => outcome.startsWith('refused: '));
	if ((stopped.error === undefined) !== first < 0) return `stops by ${String(stopped.error?.message)}, but alone ${expected.join(' ; ')}`;
	// Those that are refused before anything is sent come first.
	const named = Number(stopped.error?.context.itemIndex ?? first);
	return first >= 0 && !expected[named]?.startsWith('refused: ') ? `names item ${named} of ${expected.join(' ; ')}` : undefined;
}

async function run(parameters: INodeParameters, values: unknown[], onError: OnError): Promise<Run> {
	server.reset();
	const items = values.map((given) => ({ json: { ...INPUT, given } as never, binary: FILES }));
	const { items: output, error } = await runNode({
		credentials: server.credentials,
		parameters,
		items,
		onError,
		timezone: 'America/New_York',
	});
	const of = (index: number) => output.filter(({ pairedItem }) => isDeepStrictEqual(pairedItem, { item: index }));
	const outcomes = values.map((_value, index) => {
		const refused = of(index).find(({ json, error: thrown }) => thrown !== undefined || 'error' in json);
		return refused ? `refused: ${String(refused.json.error)}` : JSON.stringify(of(index).map(({ json, binary }) => [json, binary]));
	});
	return { outcomes, writes: server.requests().filter((request) => !request.startsWith('GET ')), error };
}
