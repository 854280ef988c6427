/** What passed the gateway since it was asked last. */
export interface Traffic {
	requests: number;
	/** New connections of clients. */
	connections: number;
	/** Bytes in both directions, headers included. */
	bytes: number;
}

export interface GatewayOptions {
	/** The address of an EspoCRM; a sandbox of its own when absent. */
	target?: string;
	/** How long the server works on a request, in ms; added to what the target needs. */
	serviceMs: number;
	/** Requests that the server works on at once; others wait. */
	workers: number;
	/** The time that the network takes there and back, in ms. A new connection takes one more. */
	roundTripMs: number;
}

/** What main and gateway say to each other. */
export type GatewayMessage = { url: string; target: string } | { traffic: Traffic };
