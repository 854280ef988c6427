import type { Espo } from '../Espo';
import type { JsonObject } from '../Json';
import type { SandboxUser } from '../sandboxUsers';

/** An API request after routing and authentication. */
export interface Call {
	espo: Espo;
	user: SandboxUser;
	token: string | null;
	method: string;
	query: JsonObject;
	header(name: string): string | undefined;
	/** Parsed when asked for: EspoCRM notices a malformed body only after the log-in. */
	body(): JsonObject;
}
