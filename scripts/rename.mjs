// `npm run rename`, after a new name was written where it stands: puts it wherever it can't be derived.
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './Failure.mjs';
import { credentialFile, readNames, readNamesBefore } from './names.mjs';
import { program } from './program.mjs';
import { repository } from './repository.mjs';

const made = ['node_modules', 'dist', 'coverage', '.cache', '.git'];
const valid = {
	packageName: /^(@[a-z0-9-]+\/)?n8n-nodes-[a-z0-9-]+$/,
	credentialType: /^[a-z][A-Za-z0-9]*Api$/,
	address: /^https:\/\/[\w.-]+\/[\w-]+\/[\w.-]+$/,
};

const className = (credentialType) => credentialType[0].toUpperCase() + credentialType.slice(1);
const tarball = (packageName) => packageName.replace('@', '').replace('/', '-');
const email = (address) => `${new URL(address).pathname.split('/')[1]}@users.noreply.github.com`;

/** Where several begin at one place, the first counts: an address of the repository that holds the package's name is no name of the package. */
function replacements(before, now) {
	const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
	const whole = (text) => `(?<![\\w-])(?<!@[\\w-]+/)${escaped(text)}(?!\\w|-[a-z])`;
	return [
		{ pattern: whole(before.address), to: now.address },
		{ pattern: whole(now.address), to: now.address },
		{ pattern: whole(email(before.address)), to: email(now.address) },
		{ pattern: `(?<![\\w-])${escaped(tarball(before.packageName))}(?=-[\\d*])`, to: tarball(now.packageName) },
		{ pattern: whole(before.packageName), to: now.packageName },
		{ pattern: whole(before.credentialType), to: now.credentialType },
		{ pattern: whole(className(before.credentialType)), to: className(now.credentialType) },
	];
}

function renaming(before, now) {
	const all = replacements(before, now);
	const pattern = new RegExp(all.map((one) => `(${one.pattern})`).join('|'), 'g');
	return (text) => text.replace(pattern, (...[, ...groups]) => all[groups.findIndex((group) => group !== undefined)].to);
}

function filesBelow(folder) {
	return readdirSync(folder, { withFileTypes: true })
		.filter(({ name }) => !made.includes(name))
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
		});
}

await program(async () => {
	const [before, now] = [readNamesBefore(), readNames()];
	for (const [key, pattern] of Object.entries(valid)) {
		if (!pattern.test(now[key])) throw new Failure(`"${now[key]}" can't be used: it must match ${pattern}`);
		console.log(before[key] === now[key] ? `${now[key]} stays` : `${before[key]} becomes ${now[key]}`);
	}
	const rename = renaming(before, now);
	let count = 0;
	for (const path of filesBelow(repository)) {
		const text = readFileSync(path, 'utf8');
		const changed = text.includes('\0') ? text : rename(text);
		if (changed === text) continue;
		writeFileSync(path, changed);
		count += 1;
	}
	const [oldFile, newFile] = [before, now].map(({ credentialType }) => join(repository, credentialFile(className(credentialType))));
	if (oldFile !== newFile) renameSync(oldFile, newFile);
	console.log(`${count} files changed`);
});
