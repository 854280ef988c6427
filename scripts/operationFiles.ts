import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface NewOperation {
	/** An existing resource or a new one, e.g. "stream". */
	resource: string;
	/** E.g. "follow" or "getAll". */
	value: string;
	/** As n8n shows it, e.g. "Follow". */
	name: string;
}

/** Paths of files, relative to the repository. */
export interface NewFiles {
	/** To be filled in. */
	open: string[];
	/** Complete as they are. */
	made: string[];
}

const REGISTRY = 'nodes/EspoCrm/operations/index.ts';
const UNIT_TABLE = 'test/unit/EspoCrm/operations.test.ts';
/** The end of the table of values and requests. */
const UNIT_TABLE_END = "])('%s %j', async (id, given, request) => {";
const RESERVED = ['delete', 'export', 'import', 'new', 'switch', 'default', 'void'];

/** What the command line gives, which may be less than there should be. @throws Error for names that can't be, and where one of the files exists */
export function newOperation(root: string, { resource = '', value = '', name = '' }: Partial<NewOperation>): NewFiles {
	for (const word of [resource, value])
		if (!/^[a-z][a-zA-Z]*$/.test(word))
			throw new Error('Usage: npm run new:operation -- <resource> <value> "<Name>", e.g. entity count "Count"');
	if (!/^[A-Z][A-Za-z ]*$/.test(name)) throw new Error('The name must be in title case, without the resource, e.g. "Get Many"');
	const paths = {
		operation: `nodes/EspoCrm/operations/${resource}/${value}.ts`,
		schema: `nodes/EspoCrm/__schema__/v1.0.0/${resource}/${value}.json`,
		contract: `test/contract/${resource}.${value}.test.ts`,
	};
	const taken = Object.values(paths).filter((path) => existsSync(join(root, path)));
	if (taken.length) throw new Error(`Already there: ${taken.join(', ')}`);

	const registry = readFileSync(join(root, REGISTRY), 'utf8');
	const exported = exportedName(registry, { resource, value });
	write(root, paths.operation, operationText({ resource, value, name }, exported));
	write(root, paths.schema, SCHEMA);
	write(root, paths.contract, contractText({ resource, value, name }));
	write(root, REGISTRY, registered(registry, { resource, value }, exported));
	write(root, UNIT_TABLE, withRow(readFileSync(join(root, UNIT_TABLE), 'utf8'), `${resource}/${value}`));
	return { open: [paths.operation, paths.schema, UNIT_TABLE, paths.contract], made: [REGISTRY, 'docs/operations.md'] };
}

function write(root: string, path: string, text: string): void {
	mkdirSync(dirname(join(root, path)), { recursive: true });
	writeFileSync(join(root, path), text);
}

function exportedName(registry: string, { resource, value }: Pick<NewOperation, 'resource' | 'value'>): string {
	const isTaken = RESERVED.includes(value) || new RegExp(`[{,] ${value} [},]`).test(registry);
	return isTaken ? `${value}${capital(resource)}` : value;
}

/** Imports stand in the order of their paths. */
function registered(registry: string, { resource, value }: Pick<NewOperation, 'resource' | 'value'>, exported: string): string {
	const path = `./${resource}/${value}`;
	const lines = registry.split('\n');
	const pathOf = (line: string) => /^import .* from '(\.\/.+)';$/.exec(line)?.[1];
	const following = lines.findIndex((line) => (pathOf(line) ?? '') > path);
	lines.splice(following < 0 ? lines.indexOf('') : following, 0, `import { ${exported} } from '${path}';`);
	const withImport = lines.join('\n');
	const withResource = withImport.includes(`value: '${resource}'`)
		? withImport
		: insertedInList(withImport, 'resources: Resource[]', `{ name: '${capital(resource)}', value: '${resource}' }`);
	return insertedInList(withResource, 'operations: Operation[]', exported);
}

/** At the end of the list that is declared so. */
function insertedInList(text: string, declaration: string, entry: string): string {
	const start = text.indexOf(`${declaration} = [`);
	const end = text.indexOf('\n];', start);
	if (start < 0 || end < 0) throw new Error(`No list “${declaration}” in ${REGISTRY}`);
	return `${text.slice(0, end)}\n\t${entry},${text.slice(end)}`;
}

function withRow(table: string, id: string): string {
	if (!table.includes(UNIT_TABLE_END)) throw new Error(`No table of requests in ${UNIT_TABLE}`);
	const row = `\t// To do: parameters as n8n gives them, and the request that they make.\n\t['${id}', record, { method: 'GET', path: ['To do'] }],\n`;
	return table.replace(UNIT_TABLE_END, () => `${row}${UNIT_TABLE_END}`);
}

function operationText({ resource, value, name }: NewOperation, exported: string): string {
	return `import { success } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';
import { entityType } from '../../../shared/parameters/record/entityType';
import { recordId } from '../../../shared/parameters/record/recordId';

export const ${exported} = operation({
	resource: '${resource}',
	value: '${value}',
	name: '${name}',
	action: 'To do',
	description: 'To do',
	effect: 'once', // To do: read, repeatable, once or job, as Operation.ts says.
	parameters: [entityType, recordId],
	needs: 'To do: what it needs of EspoCRM or the role in addition to access to the record. Delete this line if that is nothing.',
	plan: ({ entityType, recordId }) => ({ request: { method: 'POST', path: [entityType, recordId, 'to do'] }, output: success }),
});
`;
}

const SCHEMA = `${JSON.stringify({ type: 'object', properties: { toDo: { type: 'string' } }, version: 1 }, null, '\t')}\n`;

function contractText({ resource, value, name }: NewOperation): string {
	return `import { describeEspo } from './server/describeEspo';
import { deviations, schemaOf } from './server/outputSchema';
import { record } from './server/parameters';

describeEspo('${resource}: ${name}', (espo) => {
	it('to do: say what it does', async () => {
		const { id } = await espo.create('Account', { name: espo.name('${value}') });
		const [json] = await espo.json({ ...record('${value}', 'Account', id), resource: '${resource}' });
		expect(deviations(json, schemaOf('${resource}/${value}'))).toEqual([]);
		expect(await espo.api.get(\`Account/\${id}\`)).toMatchObject({ id, toDo: 'what EspoCRM has after it' });
	});
});
`;
}

function capital(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
