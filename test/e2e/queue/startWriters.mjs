import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * People at work in EspoCRM, each over a connection of its own: new accounts, and posts on them.
 * What was written is listed by kind, as `{ id, begun, done }` with the times of the request and of EspoCRM's answer in ms since 1970.
 */
export function startWriters(sandbox, { writers = 3, everyMs = 2000 } = {}) {
	const written = { accounts: [], posts: [] };
	let stopping = false;
	const create = async (kind, path, body) => {
		const begun = Date.now();
		const { id } = await sandbox.request('colleague', { method: 'POST', path, body });
		written[kind].push({ id, begun, done: Date.now() });
		return id;
	};
	async function write() {
		while (!stopping) {
			const account = await create('accounts', 'Account', { name: randomUUID() });
			await create('posts', 'Note', { type: 'Post', post: 'Hello', parentType: 'Account', parentId: account });
			await pause(everyMs);
		}
	}
	const work = Promise.all(Array.from({ length: writers }, write));
	// Without this a failure would end the program before anyone asks for it.
	work.catch(() => {});
	const stop = async () => {
		stopping = true;
		await work;
	};
	return { written, stop };
}
