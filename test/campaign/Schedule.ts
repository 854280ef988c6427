import type { RequestFault } from './requestFault';

/** Something that happens. What is left out of a step is as plain as it can be. */
export interface Step {
	/** In ms after the activation, by true time; below 0 before it. */
	at: number;
	do: string;
}

export type Life = 'poll' | 'restart' | 'killBeforeSave' | 'killAfterSave' | 'lostLease' | 'overlap';

/** n8n asks for what is new. */
export interface Poll extends Step {
	do: 'poll';
	/** What becomes of n8n meanwhile. */
	life?: Life;
	/** n8n's for this poll. */
	budgetMs?: number;
	/** What a request takes, and what a look at a hidden note takes. */
	requestMs?: number;
	hiddenMs?: number;
	fault?: RequestFault;
}

/** How n8n stores the position. Each part adds what its trigger and its server are set to. */
export interface CommonSettings {
	durable: boolean;
}

/** A whole story, decided beforehand, as JSON can carry it. Steps are in the order in which they happen; what is not set is plain. */
export interface Schedule<Settings extends CommonSettings = CommonSettings, Happening extends Step = Step> {
	settings: Partial<Settings>;
	steps: Array<Poll | Happening>;
}

/** Tells polls from what else happens. */
export function isPoll(step: Step): step is Poll {
	return step.do === 'poll';
}
