import type { INodeParameters } from 'n8n-workflow';

import { UNSEEN } from './contexts';
import { effectOf, isSame, wrongWith, type Baseline } from './judge';
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
	const observeFixed = fixedOnce(observe, slot);
	const findings: Finding[] = [];
	// n8n takes an expression in some as text.
	const cases = [...ODD_VALUES, ...formsOf(good)]
		.filter(({ name }) => !inShort || IN_SHORT.includes(name))
		.filter(({ fixed }) => !slot.property.noDataExpression || fixed !== undefined);
	for (const value of cases) {
		const odd = await observe(given(slot, value));
		const plain = plainOf(slot, value);
		const equals = plain === undefined ? undefined : await observeFixed(plain);
		findings.push({ slot: slot.name, value: value.name, fault: wrongWith({ slot, value, odd, equals }, baseline) });
		if (inShort || !isSavedToo(slot, value)) continue;
		const fixed = await observeFixed(value.fixed);
		if (value.is === 'nothing' && isSame(fixed, left)) continue;
		const fault = wrongWith({ slot, value, odd: fixed, equals }, baseline);
		findings.push({ slot: slot.name, value: `${value.name} (no expression)`, fault });
	}
	if (!slot.property.noDataExpression && !slot.express) findings.push(await judgeAgent(observe, slot, left));
	return findings;
}

async function judgeAgent(observe: Observe, slot: Slot, left: Observation): Promise<Finding> {
	const agent = await observe(filled(slot, FROM_AGENT));
	const isRight = isSame(agent, left) || agent.error !== undefined;
	return {
		slot: slot.name,
		value: 'nothing, by an AI agent',
		fault: isRight ? undefined : `neither left alone nor refused: ${agent.requests.join()}`,
	};
}

function given(slot: Slot, value: OddValue): INodeParameters {
	if (slot.express) return withValue(slot.base, slot.path, slot.express(value.js));
	return filled(slot, slot.property.noDataExpression ? value.fixed : expressionOf(value));
}

/** The same value where it is no expression, as text if need be. */
function plainOf({ property }: Slot, { is, plain }: OddValue): unknown {
	if (is) return undefined;
	return plain !== undefined && property.type === 'string' && typeof plain !== 'object' ? String(plain) : plain;
}

/** Whether the value also reaches the node where it is saved as it is, and is judged so. */
function isSavedToo({ express, property }: Slot, { fixed }: OddValue): boolean {
	if (fixed === undefined || express || property.noDataExpression || EMPTIED.includes(property.type)) return false;
	return fixed !== null || property.type !== 'resourceLocator';
}

/** Observes each value that is no expression once. */
function fixedOnce(observe: Observe, slot: Slot): (fixed: unknown) => Promise<Observation> {
	const observed = new Map<string, Promise<Observation>>();
	return async (fixed) => {
		const key = JSON.stringify(fixed);
		const known = observed.get(key) ?? observe(filled(slot, fixed));
		observed.set(key, known);
		return await known;
	};
}

/** The first of the good values that makes a difference. */
export async function goodOf(
	observe: Observe,
	slot: Slot,
	left: Observation,
): Promise<{ baseline: Baseline; good: unknown } | { fault: string }> {
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
