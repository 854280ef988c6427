import { fewAtOnce } from '../../../../nodes/shared/api/client/fewAtOnce';

/** Work that ends when it is told to. */
function controlled() {
	const begun: string[] = [];
	const ends = new Map<string, (error?: Error) => void>();
	const work = async (name: string) => {
		begun.push(name);
		await new Promise<void>((resolve, reject) => ends.set(name, (error) => (error ? reject(error) : resolve())));
		return `${name}!`;
	};
	const end = async (name: string, error?: Error) => {
		ends.get(name)?.(error);
		await new Promise(setImmediate);
	};
	return { begun, work, end };
}

it('keeps the order, and begins the next when one has ended', async () => {
	const { begun, work, end } = controlled();
	const results = fewAtOnce([...'abcd'], 2, work);
	expect(begun).toEqual(['a', 'b']);
	await end('b');
	expect(begun).toEqual(['a', 'b', 'c']);
	for (const name of ['c', 'd', 'a']) await end(name);
	expect(await results).toEqual(['a!', 'b!', 'c!', 'd!']);
});

it('begins nothing after a failure, waits for what is under way, and gives the first failure', async () => {
	const { begun, work, end } = controlled();
	let ended = false;
	const results = fewAtOnce([...'abcd'], 2, work)
		.catch((error: unknown) => error)
		.finally(() => (ended = true));
	await end('b', new Error('of b'));
	expect([begun, ended]).toEqual([['a', 'b'], false]);
	await end('a', new Error('of a'));
	expect(await results).toEqual(new Error('of a'));
	expect(begun).toEqual(['a', 'b']);
});

it('of nothing gives nothing', async () => {
	expect(await fewAtOnce([], 4, async () => await Promise.reject(new Error('not called')))).toEqual([]);
});
