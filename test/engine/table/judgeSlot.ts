import type { INodeParameters } from 'n8n-workflow';

import { UNSEEN } from './contexts';
import { effectOf, wrongWith, type Baseline } from './judge';
import { expressionOf, formsOf, ODD_VALUES, type OddValue } from './OddValue';
import type { Observation } from './Observation';
import type { Observe } from './observers';
import { filled, withValue, type Slot } from './Slot';

export interface Finding {
	slot: string;
	value: string;
	/** Undefined when it is right. */
	fault?: string;
}

/** n8n makes these empty before a node sees them where they are not what the editor saves. */
const EMPTIED = ['collection', 'fixedCollection', 'resourceMapper'];

/** n8n makes an agent send every argument, so an empty one means "not given" (design.md#ai-tools). */
const FROM_AGENT = "={{ /* $fromAI('argument') */ '' }}";

/** What stands for all values where the same parameter was judged with all of them in another operation. */
const IN_SHORT = [
	'undefined',
	'empty text',
	'[]',
	'NaN',
	'a NUL character',
	'an object',
	'text',
	'a list of text',
	'the good value',
	'the good value in a list',
];

/** What the parameter does with every odd value. */
export async function judgeSlot(observe: Observe, slot: Slot, inShort = false): Promise<Finding[]> {
	const left = await observe(filled(slot, undefined));
	const chosen = await goodOf(observe, slot, left);
	if ('fault' in chosen) return [{ slot: slot.name, value: 'a good value', fault: chosen.fault }];
	const { baseline, good } = chosen;
	const findings: Finding[] = [];
	const cases = [...ODD_VALUES, ...formsOf(good)].filter(({ name }) => !inShort || IN_SHORT.includes(name));
	const plain = new Map<string, Promise<Observation>>();
	for (const value of cases) {
		// n8n takes an expression in it as text.
		if (slot.property.noDataExpression && value.fixed === undefined) continue;
		const odd = await observe(given(value));
		findings.push({ slot: slot.name, value: value.name, fault: wrongWith(slot, value, odd, baseline, await plainOf(value)) });
		if (
			inShort ||
			value.fixed === undefined ||
			slot.express ||
			slot.property.noDataExpression ||
			(value.fixed === null && slot.property.type === 'resourceLocator') ||
			EMPTIED.includes(slot.property.type)
		)
			continue;
		const fixed = await observedFixed(value.fixed);
		const isLeftEmpty = value.is === 'nothing' && fixed.error === left.error && fixed.requests.join() === left.requests.join();
		if (!isLeftEmpty)
			findings.push({
				slot: slot.name,
				value: `${value.name} (no expression)`,
				fault: wrongWith(slot, value, fixed, baseline, await plainOf(value)),
			});
	}
	if (!slot.property.noDataExpression && !slot.express) {
		const agent = await observe(filled(slot, FROM_AGENT));
		const isLeftAlone = agent.error === left.error && agent.requests.join() === left.requests.join();
		findings.push({
			slot: slot.name,
			value: 'nothing, by an AI agent',
			fault: isLeftAlone || agent.error !== undefined ? undefined : `neither left alone nor refused: ${agent.requests.join()}`,
		});
	}
	return findings;

	function given(value: OddValue): INodeParameters {
		if (slot.express) return withValue(slot.base, slot.path, slot.express(value.js));
		return filled(slot, slot.property.noDataExpression ? value.fixed : expressionOf(value));
	}

	/** The same value where it is no expression, as text if need be. */
	async function plainOf(value: OddValue): Promise<Observation | undefined> {
		if (value.is || value.plain === undefined) return undefined;
		const fixed = slot.property.type === 'string' && typeof value.plain !== 'object' ? String(value.plain) : value.plain;
		return await observedFixed(fixed);
	}

	async function observedFixed(fixed: unknown): Promise<Observation> {
		const key = JSON.stringify(fixed);
		const known = plain.get(key) ?? observe(filled(slot, fixed));
		plain.set(key, known);
		return await known;
	}
}

/** The first of the good values that makes a difference. */
async function goodOf(observe: Observe, slot: Slot, left: Observation): Promise<{ baseline: Baseline; good: unknown } | { fault: string }> {
	let fault = 'no difference to be seen: the table can’t judge it';
	for (const good of slot.goods) {
		const observed = await observe(filled(slot, good));
		if (observed.error !== undefined) {
			fault = `refused: ${observed.error}`;
			continue;
		}
		const effect = effectOf(left, observed) ?? (UNSEEN.includes(slot.property.name) ? 'look' : undefined);
		if (effect) return { baseline: { left, good: observed, effect }, good };
	}
	return { fault };
}
