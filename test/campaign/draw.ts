import type { Random } from './Random';

/** A value that is left to chance: what a vocabulary consists of. */
export type Draw<Value> = (random: Random) => Value;
export type Weighted<Value> = readonly [weight: number, value: Value | Draw<Value>];

/** Both ends included. */
export const between =
	(from: number, to: number): Draw<number> =>
	(random) =>
		random.int(from, to);

export const oneOf =
	<Value>(...values: Value[]): Draw<Value> =>
	(random) =>
		random.pick(values);

/** One of several, each with its weight. */
export const weighted =
	<Value extends number | string | object | undefined>(...choices: Array<Weighted<Value>>): Draw<Value> =>
	(random) =>
		drawn(random, random.weighted(choices));

/** The value in so many cases of one, nothing in the others. */
export const perhaps =
	<Value>(share: number, value: Value | Draw<Value>): Draw<Value | undefined> =>
	(random) =>
		random.chance(share) ? drawn(random, value) : undefined;

/** A value, or what chance makes of it. */
export function drawn<Value>(random: Random, value: Value | Draw<Value>): Value {
	return typeof value === 'function' ? (value as Draw<Value>)(random) : value;
}

type Drawn<Shape> = { [Key in keyof Shape]: Shape[Key] extends Draw<infer Value> ? Value : Shape[Key] };

/** An object whose values are left to chance. */
export const shaped =
	<Shape extends Record<string, unknown>>(shape: Shape): Draw<Drawn<Shape>> =>
	(random) =>
		Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, drawn(random, value)])) as Drawn<Shape>;

export const many =
	<Value>(count: number | Draw<number>, value: Value | Draw<Value>): Draw<Value[]> =>
	(random) =>
		random.list(drawn(random, count), () => drawn(random, value));
