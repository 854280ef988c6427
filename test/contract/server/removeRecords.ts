import type { Api } from './Api';

/** What the suite makes, children first. */
const NAMES: Record<string, string> = {
	N8nContract: 'name',
	CN8nContract: 'name',
	Email: 'name',
	EmailTemplate: 'name',
	EmailFolder: 'name',
	Task: 'name',
	Meeting: 'name',
	Case: 'name',
	Document: 'name',
	Opportunity: 'name',
	TargetList: 'name',
	Template: 'name',
	Contact: 'lastName',
	Lead: 'lastName',
	Account: 'name',
};

/** Deletes every record whose name begins with the prefix; what can't be deleted is named. */
export async function removeRecords(api: Api, prefix: string): Promise<void> {
	for (const [entityType, attribute] of Object.entries(NAMES)) {
		for (;;) {
			const found = await find(api, entityType, attribute, prefix);
			if (!found.length) break;
			const left = (
				await api.inParallel(found, async (id) => ((await api.send('DELETE', `${entityType}/${id}`)).status < 300 ? [] : [id]))
			).flat();
			if (left.length) {
				console.warn(`Could not delete ${left.length} records of the type ${entityType} whose name begins with ${prefix}`);
				break;
			}
		}
	}
}

async function find(api: Api, entityType: string, attribute: string, prefix: string): Promise<string[]> {
	const search = { where: [{ type: 'startsWith', attribute, value: prefix }], select: ['id'], maxSize: 200 };
	const { status, body } = await api.send('GET', `${entityType}?searchParams=${encodeURIComponent(JSON.stringify(search))}`);
	return status === 200 ? (body as { list: Array<{ id: string }> }).list.map(({ id }) => id) : [];
}
