import type { EspoRequest } from '../api/EspoRequest';
import type { JsonObject } from '../api/Json';
import type { Lookups } from '../api/Lookups';
import type { Presentation } from '../api/presented';
import type { Parameter, ParameterValues } from './Parameter';

export interface Resource {
	value: string;
	/** Singular. */
	name: string;
}

/** What an operation that needs several requests works with. */
export interface RunContext extends Lookups {
	/** Shows a note about the item beside the node's output. */
	hint(text: string): void;
	/** Creates or updates a record; gives it as it is stored, and reports what of the write EspoCRM did not store. @throws EspoError */
	write(request: EspoRequest): Promise<JsonObject>;
}

export type Output = JsonObject | JsonObject[];

interface OperationBase<List extends readonly Parameter[]> {
	resource: string;
	value: string;
	/** Title case, without the resource. */
	name: string;
	/** Sentence case, with the resource, without articles. */
	action: string;
	description: string;
	parameters: List;
	/** What a server or role must have; said when EspoCRM answers that it has it not. */
	needs?: string;
	/** Requests that may be under way at once, if the user does not say otherwise; 4 when absent. */
	inFlight?: (values: ParameterValues<List>) => number;
	/** How the records of the answer are shown; as EspoCRM gives them when absent. */
	presents?: (values: ParameterValues<List>) => Presentation;
}

/** One request, made by a pure function; where that is not enough for some values it gives none, and `run` does the work. */
export interface RequestOperation<List extends readonly Parameter[]> extends OperationBase<List>, Partial<Steps<List>> {
	request(values: ParameterValues<List>): EspoRequest | undefined;
	/** @throws EspoError when the answer is not what was asked for */
	output(body: unknown, request: EspoRequest, values: ParameterValues<List>): Output;
	/** Items whose requests differ only in `body.ids` share one request. */
	gathersIds?: boolean;
	/** What items must have in common besides to share one. */
	gathersBy?(values: ParameterValues<List>): unknown;
	/**
	 * Sends the gathered ids, where that is more than one request for many ids.
	 * @returns the errors by id; ids that are not in it are done
	 * @throws InvalidInput before anything is sent
	 */
	sendGathered?(ids: string[], request: EspoRequest, values: ParameterValues<List>, context: Lookups): Promise<Map<string, unknown>>;
	/** The request creates or updates a record: the output is what is stored, and what EspoCRM did not store is reported. */
	writesRecord?: boolean;
}

/** Several requests. */
export interface RunOperation<List extends readonly Parameter[]> extends OperationBase<List>, Steps<List> {}

interface Steps<List extends readonly Parameter[]> {
	run(values: ParameterValues<List>, context: RunContext): Promise<Output>;
	/** The records that no other request may work on meanwhile. */
	touches?(values: ParameterValues<List>): string[];
}

export type AnyValues = ParameterValues<readonly Parameter[]>;
export type Operation = RequestOperation<readonly Parameter[]> | RunOperation<readonly Parameter[]>;

/** Declares an operation; the types of the values follow from its parameters. */
export function operation<const List extends readonly Parameter[]>(definition: RequestOperation<List> | RunOperation<List>): Operation {
	return definition as unknown as Operation;
}
