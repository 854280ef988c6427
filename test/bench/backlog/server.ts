import { startSandbox } from '../../../sandbox/espocrm/startSandbox';

/** What the server is told, and says each time. */
export interface ServerState {
	url: string;
	/** Since it was asked last. */
	requests: number;
}

const LINE = 'x'.repeat(200);

/** A process of its own: an EspoCRM in which so many accounts, each with a note, are made at once, whenever it is told a number. */
async function main(): Promise<void> {
	const sandbox = await startSandbox({ sampleData: false, racePauseMs: 0 });
	const { store, url, requests } = sandbox;
	const add = (count: number) => {
		const first = Number(store.rows('SELECT MAX("number") AS "n" FROM "Note"')[0]?.n ?? 0) + 1;
		const now = new Date().toISOString().slice(0, 19).replace('T', ' ');
		const made = { deleted: false, createdAt: now, modifiedAt: now, createdById: '64d000000000000a1' };
		store.run('BEGIN');
		for (let index = 0; index < count; index++) {
			const id = `b${String(index).padStart(16, '0')}`;
			store.insert('Account', {
				...made,
				id,
				name: `Backlog ${index}`,
				website: 'https://example.org',
				description: LINE,
				versionNumber: 1,
			});
			const parent = { parentType: 'Account', parentId: id };
			store.insert('Note', { ...made, ...parent, id: `c${id.slice(1)}`, number: first + index, type: 'Post', post: LINE, data: {} });
		}
		store.run('COMMIT');
	};
	process.on('message', (count: number) => {
		if (count) add(count);
		process.send?.({ url, requests: requests.splice(0).length } satisfies ServerState);
	});
	process.once('disconnect', () => process.exit(0));
	process.send?.({ url, requests: 0 } satisfies ServerState);
}

void main();
