// Makes the files that a new operation needs, with tests that fail until they are filled in.
import { tsImport } from 'tsx/esm/api';
import { npm } from './npm.mjs';
import { program } from './program.mjs';
import { repository } from './repository.mjs';

await program(async () => {
	const { newOperation } = await tsImport('./operationFiles.ts', import.meta.url);
	const [resource, value, name] = process.argv.slice(2);
	const { open, made } = newOperation(repository, { resource, value, name });
	await npm(['run', '--silent', 'docs'], { cwd: repository });
	console.log(
		`Fill in:\n${open.map((path) => `  ${path}`).join('\n')}\nWritten, nothing to do:\n${made.map((path) => `  ${path}`).join('\n')}`,
	);
	console.log('If the sandbox lacks the route, add it to sandbox/espocrm/http/answer.ts. Add a line for users to CHANGELOG.md.');
	console.log(`These tests say what is left to do: npm run test:unit -- EspoCrm/operations; npm run test:contract -- ${resource}.${value}`);
});
