import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { newOperation } from '../../../scripts/operationFiles';

const repository = join(__dirname, '../../..');
let root: string;
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'new-operation-'));
	for (const path of ['nodes/EspoCrm/operations', 'nodes/EspoCrm/__schema__', 'test/unit/EspoCrm/operations.test.ts'])
		cpSync(join(repository, path), join(root, path), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('makes the files of an operation, registered and with tests that are to be filled in', () => {
	const { open, made } = newOperation(root, { resource: 'stream', value: 'star', name: 'Star' });
	expect(open).toEqual([
		'nodes/EspoCrm/operations/stream/star.ts',
		'nodes/EspoCrm/__schema__/v1.0.0/stream/star.json',
		'test/unit/EspoCrm/operations.test.ts',
		'test/contract/stream.star.test.ts',
	]);
	expect(open.filter((path) => !/to ?do/i.test(textOf(path)))).toEqual([]);
	expect(made).toEqual(['nodes/EspoCrm/operations/index.ts', 'docs/operations.md']);
	const registry = textOf('nodes/EspoCrm/operations/index.ts');
	expect(registry).toMatch(
		/import \{ removeReaction \} from '.\/stream\/removeReaction';\nimport \{ star \} from '.\/stream\/star';\nimport \{ unfollow \}/,
	);
	expect(registry).toMatch(/\t\w+,\n\tstar,\n\];\n$/);
	expect(textOf('test/unit/EspoCrm/operations.test.ts')).toContain("['stream/star', record, ");
});

test('a name that is taken or reserved gets that of the resource, and a new resource is listed', () => {
	newOperation(root, { resource: 'user', value: 'delete', name: 'Delete' });
	newOperation(root, { resource: 'report', value: 'get', name: 'Get' });
	const registry = textOf('nodes/EspoCrm/operations/index.ts');
	expect(registry).toContain("import { deleteUser } from './user/delete';");
	expect(registry).toContain("import { getReport } from './report/get';");
	expect(registry).toContain("{ name: 'Report', value: 'report' },");
	expect(registry).toMatch(/\tdeleteUser,\n\tgetReport,\n\];\n$/);
	expect(textOf('nodes/EspoCrm/operations/user/delete.ts')).toContain('export const deleteUser = operation({');
});

test.each([
	[
		'an operation that exists',
		{ resource: 'stream', value: 'follow', name: 'Follow' },
		'Already there: nodes/EspoCrm/operations/stream/follow.ts',
	],
	['a path for a resource', { resource: '../x', value: 'get', name: 'Get' }, 'Usage: npm run new:operation'],
	['no name', { resource: 'stream', value: 'star', name: '' }, 'title case'],
])('refuses %s, and writes nothing', (_, given, message) => {
	const before = textOf('nodes/EspoCrm/operations/index.ts');
	expect(() => newOperation(root, given)).toThrow(message);
	expect(textOf('nodes/EspoCrm/operations/index.ts')).toBe(before);
});
