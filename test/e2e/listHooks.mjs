/** The webhooks of the API user in EspoCRM as `event url`, sorted; inactive ones say so. */
export async function listHooks(sandbox) {
	const { list } = await sandbox.request('full', { method: 'GET', path: 'Webhook?maxSize=200' });
	return list.map(({ event, url, isActive }) => `${event} ${url}${isActive ? '' : ' (inactive)'}`).sort();
}
