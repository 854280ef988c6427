import type { EspoClient } from '../client/EspoClient';
import type { Metadata } from './Metadata';

/** The server, and what is known of it. */
export interface Lookups {
	client: EspoClient;
	metadata: Metadata;
}
