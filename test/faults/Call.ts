import type { INodeParameters } from 'n8n-workflow';

import type { Effect } from '../../nodes/shared/operation/Operation';

/** A way to call an operation. */
export interface Call {
	/** E.g. entity/create. */
	operation: string;
	effect: Effect;
	/** What is not left at its default; '' for the plain call. */
	variant: string;
	/** With expressions, so that each item works on its own records. */
	parameters: INodeParameters;
}
