import type { Draw } from './draw';
import type { Random } from './Random';
import type { CommonSettings, Poll, Step } from './Schedule';

/** What is decided of a schedule when another step is added to it. */
export interface Story<Happening extends Step> {
	/** When the polls begin, and the last of them. */
	polls: number[];
	span: number;
	/** What happens apart from polls. */
	steps: Happening[];
}

/** What happens, without its time. */
export type Timeless<Happening extends Step> = Happening extends Step ? Omit<Happening, 'at'> : never;

/** When something happens, in ms after the activation. */
export type When = <Happening extends Step>(random: Random, story: Story<Happening>) => number;

/** One kind of what happens. */
export interface KindOfStep<Happening extends Step> {
	times: number | Draw<number>;
	when: When;
	/** What happens then, at that time or following from it. */
	steps(random: Random, at: number, story: Story<Happening>): Happening[];
}

/** What the schedules of a part are made of. */
export interface Vocabulary<Settings extends CommonSettings, Happening extends Step> {
	/** What trigger and server are set to; what is plain is left out. */
	settings(random: Random, overHttp: boolean): Partial<Settings>;
	/** In place of what polls usually are, e.g. hours between them. */
	polls(settings: Partial<Settings>): { waitMs?: Draw<number>; poll?: Draw<Partial<Poll>> };
	/** The kinds of what happens; later ones may build on earlier ones. */
	kinds(random: Random, settings: Partial<Settings>, overHttp: boolean): Array<KindOfStep<Happening>>;
}

/** Around the time of a poll in this share of the cases, most of them before it; else at any time. */
export const near =
	(share: number, beforeMs: number): When =>
	(random, { polls, span }) =>
		random.chance(share) ? Math.max(1, random.pick(polls) - random.int(-500, beforeMs)) : random.int(1, span);

export const ever: When = (random, { span }) => random.int(1, span);

/** Up to so long before a poll. */
export const shortlyBefore =
	(ms: number): When =>
	(random, { polls }) =>
		Math.max(1, random.pick(polls) - random.int(1, ms));
