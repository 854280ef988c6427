/** What a run did, as far as the user or EspoCRM can tell. */
export interface Observation {
	/** Method, path, query and body of what was sent, except questions about metadata. */
	requests: string[];
	/** What came out, as JSON. */
	output: string;
	hints: string[];
	/** Message and description of the refusal, or of the failure. */
	error?: string;
}
