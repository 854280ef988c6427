import type { Fault, Faults } from '../harness/FaultProxy';

export type FaultyRequest = Parameters<Faults>[0];

/** Something that goes wrong with a request. */
export interface NamedFault {
	name: string;
	/** Undefined where it does not concern the request. */
	of: (request: FaultyRequest) => Fault | undefined;
	/** A run may have to wait for a time-out. */
	slow?: boolean;
	/** Whoever sees the answer knows that nothing was done. */
	certain?: boolean;
	/** The answer is a lie: what is made of it may differ, as long as nothing breaks. */
	hostile?: boolean;
	/** A lie beside rows that are right: what is made of them must be right too. */
	hasRightRows?: boolean;
}
