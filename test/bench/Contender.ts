import type { IDataObject } from 'n8n-workflow';

import type { Given, Scenario } from './Scenario';

export interface BenchServer {
	url: string;
	apiKey: string;
}

/** A way to do the work. @returns the records, as the next node would get them @throws Error when it can't be done this way */
export type Contender = (scenario: Scenario, given: Given, server: BenchServer) => Promise<IDataObject[]>;
