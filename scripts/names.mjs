import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from './Failure.mjs';
import { repository } from './repository.mjs';

const textOf = (path) => readFileSync(join(repository, path), 'utf8');
const manifest = () => JSON.parse(textOf('package.json'));

/** The class has the file's name, and n8n finds the file by package.json. */
const credentialClass = () => basename(manifest().n8n.credentials[0], '.credentials.js');

export const credentialFile = (className) => `credentials/${className}.credentials.ts`;

/** What the names are: the package's and the address of the repository by package.json, the credential type's by its class. */
export function readNames() {
	const {
		name,
		repository: { url },
	} = manifest();
	const path = credentialFile(credentialClass());
	const credentialType = /^\tname = '(\w+)';$/m.exec(textOf(path))?.[1];
	if (!credentialType) throw new Failure(`${path} has no line "name = '…';"`);
	return { packageName: name, credentialType, address: url.replace(/^git\+/, '').replace(/\.git$/, '') };
}

/** What everything else was last made with; nobody edits a codex file for a new name. */
export function readNamesBefore() {
	const { node, resources } = JSON.parse(textOf('nodes/EspoCrm/EspoCrm.node.json'));
	const className = credentialClass();
	return {
		packageName: node.slice(0, node.lastIndexOf('.')),
		credentialType: className[0].toLowerCase() + className.slice(1),
		address: resources.primaryDocumentation[0].url.split('#')[0],
	};
}

/** The full name of a node of this package, as workflows have it. */
export const nodeType = (name) => `${manifest().name}.${name}`;
