import type { OnError } from 'n8n-workflow';

import type { Baseline } from './Baseline';
import type { NamedFault } from './NamedFault';
import type { Observed } from './startLane';

/** A run that has ended, or was given up. */
export interface Judged {
	baseline: Baseline;
	fault: NamedFault;
	onError: OnError;
	observed: Observed;
	/** What was logged meanwhile. */
	logged: unknown[];
	/** What came to another server. */
	elsewhere: number;
}

/** How the node says that something was done, or may have been. */
export const MAY_HAVE =
	/may have (created|carried|been)|Processed: (?!none)[0-9a-f]|Linked, but without|stayed behind in EspoCRM|files were kept|has the uploaded files nevertheless|but it was not deleted|is kept as the draft|Already imported: /;
