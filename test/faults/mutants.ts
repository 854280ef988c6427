import type { Edit } from './faster';
import type { Wanted } from './runOperations';

/** A fault of the client that the matrix must notice. */
export interface Mutant {
	name: string;
	edits: Edit[];
	/** Where it shows. */
	wanted: Pick<Wanted, 'operations'> & Partial<Wanted>;
}

const client = (file: string) => `nodes/shared/api/client/${file}.ts`;

export const MUTANTS: Mutant[] = [
	{
		name: 'writes are always repeated',
		edits: [
			{
				file: client('retryDelay'),
				find: 'onlyReads(error.details.request) ? mayPass(error) : notProcessed(error)',
				replace: 'Boolean(onlyReads) ? mayPass(error) : notProcessed(error)',
			},
		],
		wanted: { operations: ['stream/createPost'], fault: 'reset after' },
	},
	{
		name: 'a page is an empty list',
		edits: [
			{
				file: client('answerShape'),
				find: '	const { body } = answer;\n',
				replace: "	const body = typeof answer.body === 'string' || answer.body === undefined ? { total: 0, list: [] } : answer.body;\n",
			},
			{ file: client('answerError'), find: "if (typeof body !== 'string' || body === '') return undefined;", replace: 'return undefined;' },
		],
		wanted: { operations: ['entity/getAll'], fault: 'page 200' },
	},
	{
		name: 'an answer that was cut off is taken as far as it goes',
		edits: [
			{ file: client('answerError'), find: "if (typeof body !== 'string' || body === '') return undefined;", replace: 'return undefined;' },
			{
				file: client('checkedAnswers'),
				find: '	return recordAnswer(request, { body });\n',
				replace: "	return typeof body === 'string' ? { id: body } : recordAnswer(request, { body });\n",
			},
		],
		wanted: { operations: ['entity/get'], fault: 'shortened' },
	},
	{
		name: 'nobody says that it may have been done',
		edits: [
			{
				file: 'nodes/shared/api/messages/errorText.ts',
				find: 'if (!error.ambiguous) return text;',
				replace: 'if (!error.ambiguous || text) return text;',
			},
		],
		wanted: { operations: ['entity/create'], fault: 'lost answer' },
	},
	{
		name: 'a refusal by something in front of EspoCRM counts as perhaps done',
		edits: [
			{
				file: client('EspoError'),
				find: 'if (onlyReads(request)) return false;',
				replace: "if (onlyReads(request)) return false;\n\t\tif (kind === 'notEspo') return true;",
			},
		],
		wanted: { operations: ['entity/update'], fault: 'page 413' },
	},
	{
		name: 'a failed item is left out',
		edits: [
			{
				file: 'nodes/shared/operation/createOutcomes.ts',
				find: 'results[itemIndex] = [failedItem(await errorOf({ error, itemIndex, note }), itemIndex)];',
				replace: 'if (error instanceof Error) results[itemIndex] = [{ json: {}, pairedItem: { item: itemIndex } }];',
			},
		],
		wanted: { operations: ['stream/follow'], fault: '500' },
	},
	{
		name: 'redirects are followed',
		edits: [
			{
				file: 'nodes/shared/n8n/transport/authenticatedRequest.ts',
				find: 'const NO_REDIRECT = { disableFollowRedirect: true, followRedirect: false, followAllRedirects: false, maxRedirects: 0 };',
				replace: 'const NO_REDIRECT = {};',
			},
			{ file: 'nodes/shared/n8n/transport/send.ts', find: '		disableFollowRedirect: true,\n', replace: '' },
		],
		wanted: { operations: ['entity/get'], fault: 'redirect 302' },
	},
	{
		name: 'what the server says is shown with the key in it',
		edits: [
			{
				file: 'nodes/shared/n8n/transport/withoutSecrets.ts',
				find: "secrets.reduce((rest, secret) => rest.split(secret).join('***'), text)",
				replace: 'secrets.length ? text : text',
			},
		],
		wanted: { operations: ['entity/get'], fault: 'page 403' },
	},
	{
		name: 'an update is declared to be a read',
		edits: [{ file: 'nodes/EspoCrm/operations/stream/follow.ts', find: "effect: 'repeatable'", replace: "effect: 'read'" }],
		wanted: { operations: ['stream/follow'], fault: 'delay' },
	},
	{
		name: 'a new record is declared to be repeatable',
		edits: [{ file: 'nodes/EspoCrm/operations/stream/createPost.ts', find: "effect: 'once'", replace: "effect: 'repeatable'" }],
		wanted: { operations: ['stream/createPost'], fault: '500' },
	},
	{
		name: 'uploads that nothing uses are left there without a word',
		edits: [
			{
				file: 'nodes/shared/api/files/leftBehind.ts',
				find: 'if (!uploads.length) return failure;',
				replace: 'if (uploads) return failure;',
			},
		],
		wanted: { operations: ['file/upload'], fault: 'page 403' },
	},
	{
		name: 'a file that was cut off is taken as far as it goes',
		edits: [
			{
				file: 'nodes/shared/n8n/transport/incomingFile.ts',
				find: 'if (length !== undefined && received < length) throw',
				replace: 'if (length !== undefined && received < 0) throw',
			},
		],
		wanted: { operations: ['file/download'], fault: 'shortened' },
	},
];
