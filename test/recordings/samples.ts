import type { IDataObject } from 'n8n-workflow';

/** What is written to a field of each type. */
export const samples: Record<string, Array<IDataObject[string]>> = {
	varchar: ['text', ' spaces ', '', null, 5, true, ['a']],
	text: ['two\nlines', '', null, 5, true],
	wysiwyg: ['<p>bold</p>', null],
	url: ['https://example.com', 'example.com', 'no address', null],
	barcode: ['4006381333931', null],
	urlMultiple: [['https://a.example'], ['not one'], 'https://a.example', null, []],
	enum: ['Alpha', 'Nosuch', 5],
	multiEnum: [['Alpha', 'Beta'], ['Nosuch'], 'Alpha', [], null],
	array: [['Alpha', 'Nosuch'], 'Alpha', [], null, [5]],
	checklist: [['Alpha'], ['Nosuch'], null],
	int: [5, 0, '5', 'x', 5.5, true, null, ''],
	float: [5.5, 0, '5.5', 'x', null, ''],
	decimal: ['5.5', 5.5, 'x', null],
	bool: [true, false, 1, 'true', 'x', null],
	currency: [5.5, '5.5', 'x', null],
	date: ['2031-11-23', '2031-11-23 10:00:00', '2031-02-31', 'x', '', null],
	datetime: ['2031-11-23 10:00:00', '2031-11-23', '2031-11-23 10:00', '2031-11-23T10:00:00Z', 'x', null],
	number: ['N-9'],
	autoincrement: [99],
	file: ['ffffffffffffffff0', null],
	image: ['ffffffffffffffff0'],
	attachmentMultiple: [['ffffffffffffffff0'], []],
};

/** Of the types whose value has another name than the field. */
export const SUFFIXES: Record<string, string> = { file: 'Id', image: 'Id', attachmentMultiple: 'Ids' };

/** What field and type are called in the recording. */
export const FIELD = 'theField';
export const TYPE = 'TheType';

export interface FieldSample {
	type: string;
	sent: IDataObject[string];
	status: number;
	reason?: string;
	error?: unknown;
	/** The attributes of the field, read anew. */
	stored?: IDataObject;
}
