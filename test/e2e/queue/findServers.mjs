import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from '../../../scripts/Failure.mjs';

const debian = '/usr/lib/postgresql';
const isRoot = process.getuid?.() === 0;

function postgresFolder() {
	// Debian keeps all but a few programs out of PATH.
	const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
	const folders = [...versions.map((version) => join(debian, version, 'bin')), ...process.env.PATH.split(delimiter)];
	return folders.find((folder) => ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))));
}

function idOf(option) {
	const { status, stdout } = spawnSync('id', [option, 'postgres'], { encoding: 'utf8' });
	return status === 0 ? Number(stdout) : undefined;
}

/** Where Redis and PostgreSQL are. @throws Failure with how to get them. */
export function findServers() {
	const programs = postgresFolder();
	const redis = process.env.PATH.split(delimiter)
		.map((folder) => join(folder, 'redis-server'))
		.find(existsSync);
	const missing = [redis ? '' : 'Redis (redis-server)', programs ? '' : 'PostgreSQL (initdb, postgres)'].filter(Boolean);
	if (missing.length) {
		throw new Failure(
			`n8n's queue mode needs ${missing.join(' and ')}. On Debian and Ubuntu: sudo apt-get install redis-server postgresql`,
		);
	}
	if (!isRoot) return { redis, programs };
	const [uid, gid] = [idOf('-u'), idOf('-g')];
	if (uid === undefined) throw new Failure('PostgreSQL refuses to run as root, and there is no system user "postgres" to run it as');
	return { redis, programs, account: { uid, gid } };
}
