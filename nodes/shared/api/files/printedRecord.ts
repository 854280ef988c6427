import { EspoError } from '../client/EspoError';
import { listRecords } from '../lists/listRecords';
import type { EspoClient } from '../client/EspoClient';
import type { EspoRequest } from '../request/EspoRequest';
import { asError } from '../values/asError';
import type { JsonObject } from '../values/Json';
import type { Download } from './downloadFile';
import { pdfName } from './pdfName';
import { printFailure } from './printFailure';
import type { Printing } from './Printing';

export interface PrintedRecord<Kept> {
	/** Of the file: the record's, in its own script, or what the template says. */
	name: string;
	file: Kept;
}

export const PDF = 'application/pdf';

/**
 * A record as a PDF: two requests, of which the first asks for its name, as EspoCRM's name for the file lacks many characters.
 * @throws InvalidInput for what can't be printed, EspoError
 */
export async function printedRecord<Kept>(client: EspoClient, printing: Printing, download: Download<Kept>): Promise<PrintedRecord<Kept>> {
	const { entityType, recordId, templateId } = printing;
	const record = await named(client, entityType, recordId);
	const own = typeof record?.name === 'string' ? record.name : '';
	let name = '';
	// It belongs to the pages of EspoCRM, not to its API.
	const request: EspoRequest = {
		method: 'GET',
		path: [],
		entryPoint: 'pdf',
		query: { entityType, entityId: recordId, templateId },
		fileType: PDF,
		fileEnd: '%%EOF',
	};
	try {
		const file = await download(request, (headers) => {
			name = pdfName(own, headers['content-disposition'], `${entityType} ${recordId}`);
			return { name, type: PDF };
		});
		return { name, file };
	} catch (error) {
		throw await printFailure(client, { ...printing, isFound: record !== undefined }, error);
	}
}

/** From a list: a record that is read by itself can count as read (espocrm-api.md#lists-and-records). */
async function named(client: EspoClient, entityType: string, id: string): Promise<JsonObject | undefined> {
	const where = [{ type: 'equals', attribute: 'id', value: id }];
	try {
		return (await listRecords(client, { path: [entityType], params: { where, select: ['id', 'name'] } }, { limit: 1 }))[0];
	} catch (error) {
		// What may not be listed is refused below, in words about printing.
		if (error instanceof EspoError && error.kind === 'forbidden') return undefined;
		throw asError(error);
	}
}
