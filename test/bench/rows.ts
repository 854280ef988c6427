import type { IDataObject } from 'n8n-workflow';

/** What an answer gives the next node. */
export function asRow(answer: unknown): IDataObject {
	return typeof answer === 'object' && answer !== null ? (answer as IDataObject) : { success: answer as boolean };
}
