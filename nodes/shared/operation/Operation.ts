import type { IBinaryData, IBinaryKeyData } from 'n8n-workflow';

import type { FileName } from '../api/files/fileName';
import type { WantedRecord } from '../api/lists/recordsTogether';
import type { Lookups } from '../api/metadata/Lookups';
import type { Presentation } from '../api/presented/presented';
import type { EspoRequest } from '../api/request/EspoRequest';
import type { JsonObject } from '../api/values/Json';
import type { Parameter, ParameterValues } from '../parameters/reading/Parameter';

export interface Resource {
	value: string;
	/** Singular. */
	name: string;
}

/** What an operation that needs several requests works with. */
export interface RunContext extends Lookups {
	/** Shows a note about the item beside the node's output. */
	hint(text: string): void;
	/** Writes how far it is into n8n's log. */
	log(text: string): void;
	/** Creates or updates a record; gives it as it is stored, and reports what of the write EspoCRM did not store. @throws EspoError */
	write(request: EspoRequest): Promise<JsonObject>;
}

export type Output = JsonObject | JsonObject[];

/** What an operation does for one item, made from its values by a pure function. Requests, steps and outputs throw EspoError. */
export type Plan = Manner & ((Presented & (SingleRequest | Write | Steps)) | SharedRequest | FileSteps);

interface Manner {
	/** Requests that may be under way at once, if the user does not say otherwise; 4 when absent. The most careful item counts for all. */
	inFlight?: number;
}

interface Presented {
	/** How the records of the answer are shown; as EspoCRM gives them when absent. */
	presents?: Presentation;
	/** The files that come with the records, by the binary fields that hold them. @param records as EspoCRM gives them */
	attaches?(records: JsonObject[], context: FileContext): Promise<IBinaryKeyData[]>;
}

export type OutputOf = (body: unknown, request: EspoRequest) => Output;

export interface SingleRequest {
	request: EspoRequest;
	output: OutputOf;
	/** What is to be said of the record of the answer beside the output. */
	remarks?(record: JsonObject): string[];
	/** The record that it reads, where a list can give it together with those of other items. */
	together?: WantedRecord;
}

/** A request that creates or updates a record: the output is what is stored, and what EspoCRM did not store is reported. */
export interface Write {
	write: EspoRequest;
}

/** What a request for several items works with; its hints are shown with the first of them. */
export type SharedContext = Lookups & Pick<RunContext, 'hint' | 'log'>;

/** A request with IDs that is sent once for all items whose requests differ only in them. */
export interface SharedRequest {
	/** With `ids` in its body. */
	shared: EspoRequest;
	/** What items must have in common besides to share one. */
	alike?: unknown;
	/**
	 * Sends the IDs of all items, where that is more than one request for many IDs.
	 * @returns the errors by ID; IDs that are not in it are done
	 * @throws InvalidInput before anything is sent
	 */
	send?(ids: string[], context: SharedContext): Promise<Map<string, unknown>>;
	output: OutputOf;
}

/** Several requests. */
export interface Steps {
	steps(context: RunContext): Promise<Output>;
	/** The records that no other request may work on meanwhile. */
	touches?: string[];
}

/** Requests with files in the output. */
export interface FileSteps extends Pick<Steps, 'touches'> {
	files(context: FileContext): Promise<OutputItem[]>;
}

export interface FileContext extends RunContext {
	/** Puts a file into n8n's store as it comes, whole or not at all. @param nameOf by the headers of the answer @throws EspoError */
	download(request: EspoRequest, nameOf: (headers: Record<string, string>) => FileName): Promise<IBinaryData>;
}

/** An item of the output. */
export interface OutputItem {
	json: JsonObject;
	/** By the names of the properties that hold them. */
	binary?: IBinaryKeyData;
}

export type AnyValues = ParameterValues<readonly Parameter[]>;

/**
 * What doing it twice comes to, which the fault matrix (test/faults) holds each operation to:
 * - `read` changes nothing, and sends only GET;
 * - `repeatable` leaves the same state however often it is done;
 * - `once` would do it a second time, e.g. make another record or send another e-mail;
 * - `job` starts work that EspoCRM goes on with after it has answered; a second time starts it anew.
 */
export type Effect = 'read' | 'repeatable' | 'once' | 'job';

/** An operation of a resource: what the user sees of it, and what it does. */
export interface Operation<List extends readonly Parameter[] = readonly Parameter[]> {
	resource: string;
	value: string;
	/** Title case, without the resource. */
	name: string;
	/** Sentence case, with the resource, without articles. */
	action: string;
	description: string;
	effect: Effect;
	parameters: List;
	/** What a server or role must have; said when EspoCRM answers that it has it not. */
	needs?: string;
	plan(values: ParameterValues<List>): Plan;
}

/** Declares an operation; the types of the values follow from its parameters. */
export function operation<const List extends readonly Parameter[]>(definition: Operation<List>): Operation {
	return definition as unknown as Operation;
}
