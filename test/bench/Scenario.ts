import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** A request as all contenders know it. */
export interface BenchRequest {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Below `/api/v1/`. */
	path: string;
	/** What a list is asked for, as EspoCRM takes it in one parameter of the address. */
	searchParams?: IDataObject & { where: IDataObject[] };
	body?: object;
	headers?: Record<string, string>;
}

/** What there is for a round. */
export interface Given {
	/** Records to work on, made anew where a round uses them up. */
	ids: string[];
	/** Of all records of the round, e.g. in the name. */
	mark: string;
}

/** Work that every contender does in its own way. */
export interface Scenario {
	name: string;
	/** How many records the work is about. */
	count: number;
	/** What a round needs: records to work on, a set of records to list, or nothing. */
	needs: 'records' | 'list' | 'related' | 'nothing';
	/** Of the EspoCRM node. */
	parameters: INodeParameters;
	items(given: Given): IDataObject[];
	/** The same by single requests; for a list, one without `maxSize` and `offset`. */
	requests(given: Given): BenchRequest[];
	/** Whether the outcome is a list that has to be read page by page. */
	isList: boolean;
	/** Of an entity type that may have duplicates, two of which must not be made at once. */
	isOneByOne?: boolean;
	/** What is wrong with the rows that a contender gave; undefined where nothing is. */
	fault(rows: IDataObject[], given: Given): string | undefined;
}
