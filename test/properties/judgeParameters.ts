import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { USUAL } from '../engine/table/contexts';
import type { Baseline } from '../engine/table/judge';
import { goodOf } from '../engine/table/judgeSlot';
import type { Offered } from '../engine/table/sampleOf';
import { filled, type Slot } from '../engine/table/Slot';
import { slotsOf } from '../engine/table/slotsOf';
import type { TableServer } from '../engine/table/startTableServer';
import { faultOf } from './faultOf';
import { hostileValues } from './hostileValues';
import { frozen, prototypes } from './intact';
import { GIVEN } from './memoryNode';
import { observeInMemory, type MemoryRun } from './observeInMemory';
import { oddValueOf, savable } from './oddValueOf';
import { createRoutes, type Routes } from './wrongRequest';

/** Both can be set to look further: PROPERTIES_SEED=… PROPERTIES_RUNS=… */
const SEED = Number(process.env.PROPERTIES_SEED ?? 20_261_128);
const RUNS = Number(process.env.PROPERTIES_RUNS ?? 100);

interface Judged {
	slot: Slot;
	good: unknown;
	baseline: Baseline;
}

/** What is judged: a node with the choices that decide which parameters it shows. */
export interface Judging extends MemoryRun {
	server: TableServer;
	offered: Offered;
	chosen: INodeParameters;
	more?: INodeParameters;
}

/**
 * Every parameter that a node shows, derived from its description, with random values.
 * @throws Error with the parameter and the smallest value that is lost, sent elsewhere, or refused without its name
 */
export async function judgeParameters(judging: Judging): Promise<void> {
	const { type, server, chosen, offered, more } = judging;
	const routes = createRoutes();
	const observe = async (parameters: INodeParameters) => {
		const seen = await observeInMemory(judging, server, parameters);
		routes.learn(server.received(), parameters);
		return seen;
	};
	const judged: Judged[] = [];
	for (const slot of slotsOf(type.description, chosen, offered, { ...USUAL, ...more })) {
		for (const good of slot.goods) await observe(filled(slot, good));
		const left = await observe(filled(slot, undefined));
		const found = await goodOf(observe, slot, left);
		if (!('fault' in found)) judged.push({ slot, ...found });
		// What only a delivered event shows: it must be taken or refused by name.
		else if (!type.execute) judged.push({ slot, good: slot.goods[0], baseline: { left, good: left, effect: 'look' } });
		else throw new Error(`${slot.name}: ${found.fault}`);
	}
	// Some operations have no parameters.
	if (!judged.length) return;
	const before = prototypes();
	const cases = fc.constantFrom(...judged).chain((one) => fc.record({ one: fc.constant(one), value: valuesFor(one) }));
	const property = fc.asyncProperty(cases, async ({ one, value }) => {
		const fault = await wrongWith(one, value, { ...judging, routes });
		if (prototypes() !== before) throw new Error('A prototype has changed');
		if (fault) throw new Error(`${one.slot.name}, given ${fc.stringify(value)}: ${fault}`);
	});
	await fc.assert(property, { seed: SEED, numRuns: RUNS });
}

/** A choice that takes no expression can only hold what a workflow can be saved with. */
function valuesFor({ slot, good }: Judged): fc.Arbitrary<unknown> {
	return slot.property.noDataExpression ? hostileValues(good).filter(savable) : hostileValues(good);
}

async function wrongWith({ slot, baseline }: Judged, given: unknown, judging: Judging & { routes: Routes }): Promise<string | undefined> {
	const { server, routes, type } = judging;
	const value = oddValueOf(given, slot.property.type);
	const plain = slot.property.type === 'string' && typeof value.plain !== 'object' ? String(value.plain) : value.plain;
	const equals = value.is ? undefined : await observeInMemory(judging, server, filled(slot, plain));
	const parameters = filled(slot, slot.property.noDataExpression ? given : GIVEN);
	const odd = await observeInMemory(judging, server, parameters, frozen(given));
	if (odd.origins.some((origin) => !origin.endsWith(new URL(String(server.credentials.data.url)).host)))
		return `asks ${odd.origins.join()}`;
	const astray = routes.wrongWith(server.received(), parameters, given);
	if (astray) return astray;
	if (type.execute && odd.error !== undefined && odd.itemIndex !== 0) return `does not name the item: ${odd.error}`;
	return faultOf({ slot, value, odd, equals }, baseline, given);
}
