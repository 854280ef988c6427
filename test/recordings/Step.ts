import type { IDataObject } from 'n8n-workflow';

/** Who asks. `poor` may little; `basic` and what follows are the ways of a person to log in; the wrong ones are few, as eleven refusals lock out an address. */
export type As =
	| 'nobody' | 'key' | 'poor' | 'hmac' | 'hmacInHex' | 'hmacOverQuery' | 'basic' | 'inEspoHeader' | 'token'
	| 'wrongKey' | 'wrongPassword' | 'wrongInEspoHeader' | 'noColon' | 'keyAndHmac';

/** A request of a story. `{name}` stands for the ID that an earlier answer had and that was kept under this name. */
export interface Step {
	name: string;
	/** The API user by its key, when absent. */
	as?: As;
	method: string;
	path: string;
	search?: IDataObject;
	body?: unknown;
	/** The body as it is, which may be no JSON. */
	raw?: string;
	headers?: Record<string, string>;
	/** Keeps the ID of the answer under this name. */
	save?: string;
	/** What of the answer is recorded, as paths, where all of it would be much or a text of EspoCRM. */
	only?: string[];
}

export interface Answer {
	status: number;
	/** X-Status-Reason */
	reason?: string;
	contentType?: string;
	/** WWW-Authenticate */
	dialog?: string;
	body?: unknown;
}

export type Story = Step[];
export type Recorded = Array<{ request: Step; answer: Answer }>;
