const pageSize = 200;

/** The names of all tasks in EspoCRM. */
export async function listTraces(sandbox) {
	const names = [];
	for (;;) {
		const path = `Task?select=name&orderBy=id&maxSize=${pageSize}&offset=${names.length}`;
		const { list } = await sandbox.request('full', { method: 'GET', path });
		names.push(...list.map(({ name }) => name));
		if (list.length < pageSize) return names;
	}
}
