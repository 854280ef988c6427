import { onlyReads } from '../../../../nodes/shared/api/request/onlyReads';

test.each<[method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE', path: string[], isRead: boolean]>([
	['GET', ['Account'], true],
	['HEAD', ['Attachment', 'file', 'a1'], true],
	['POST', ['Account', 'action', 'getDuplicateAttributes'], true],
	['POST', ['Account', 'action', 'restoreDeleted'], false],
	['POST', ['Account', 'getDuplicateAttributes'], false],
	['PUT', ['Account', 'a1'], false],
	['DELETE', ['Account', 'a1'], false],
])('%s %j only reads: %s', (method, path, isRead) => expect(onlyReads({ method, path })).toBe(isRead));
