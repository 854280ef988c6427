import type { AttributeKinds } from '../values/fieldTypes';

/** What else a condition's meaning depends on. */
export interface ConditionContext {
	kinds: AttributeKinds;
	/** The workflow's time zone. */
	zone: string;
	/** ms since 1970. */
	now: number;
	/** Where the conditions were entered, for refusals. */
	parameter: string;
	/** Operators were given by their values, not chosen by their names. */
	byValue?: boolean;
}

/** The same, and what one condition is about. */
export interface AttributeContext extends ConditionContext {
	attribute: string;
	/** Says which condition it is, for refusals. */
	place: string;
}
