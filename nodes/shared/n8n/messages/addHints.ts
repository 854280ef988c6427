import type { IExecuteFunctions } from 'n8n-workflow';

const SHOWN = 5;

/** Shows notes beside the node's output, on hosts that can. */
export function addHints(context: IExecuteFunctions, texts: string[]): void {
	if (!texts.length || typeof context.addExecutionHints !== 'function') return;
	const more = texts.length > SHOWN ? [`${texts.length - SHOWN} more hints like these.`] : [];
	context.addExecutionHints(
		...[...texts.slice(0, SHOWN), ...more].map((message) => ({ message, type: 'warning' as const, location: 'outputPane' as const })),
	);
}
