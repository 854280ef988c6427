import type { IDataObject } from 'n8n-workflow';

import { Api, type ApiRecord } from '../contract/server/Api';
import prepareServer from '../contract/server/prepareServer';
import { removeRecords } from '../contract/server/removeRecords';
import { writeRecording, type Version } from './files';
import { Player, type Logins } from './play';
import { recordDeliveries } from './recordDeliveries';
import { recordFields } from './recordFields';
import { recordMetadata } from './recordMetadata';
import type { Recorded } from './Step';
import { HOOK_ADDRESSES, PREFIX, stories } from './stories';

const POOR = 'n8n-recording';
const OWN = { create: 'yes', read: 'own', edit: 'own', delete: 'own', stream: 'own' };
const CLOSED = { create: 'no', edit: 'no', delete: 'no', stream: 'no' };
/** As that of the sandbox's poor user. */
const POOR_ROLE: IDataObject = {
	name: POOR,
	data: {
		Account: { ...CLOSED, read: 'all', stream: 'all' }, Contact: { ...CLOSED, read: 'all', edit: 'all' }, Lead: OWN,
		Case: false, Webhook: false, GlobalStream: false,
	},
};

/** Plays stories on the server that the environment names, and writes what it answers to `test/recordings`. @param only names of recordings; all when empty */
export async function record(only: string[] = []): Promise<void> {
	const { ESPOCRM_ADMIN_USERNAME: username = '', ESPOCRM_ADMIN_PASSWORD: password = '' } = process.env;
	const [url, apiKey] = [needed('ESPOCRM_URL').replace(/\/+$/, ''), needed('ESPOCRM_API_KEY')];
	if (!username || !password) throw new Error('Needed: ESPOCRM_ADMIN_USERNAME and ESPOCRM_ADMIN_PASSWORD');
	await prepareServer();
	const admin = Api.byPassword(url, { username, password });
	const api = new Api(url, { 'X-Api-Key': apiKey });
	const { user } = (await api.get('App/user')) as unknown as { user: ApiRecord };
	const version: Version = (await admin.send('GET', 'App/about')).status === 404 ? '7.5' : '10.0';

	const isWanted = (name: string) => !only.length || only.includes(name);
	await removeRecords(admin, PREFIX);
	const poor = await makePoor(admin);
	try {
		const logins: Logins = {
			url, apiKey, poor: String(poor.user.apiKey),
			hmac: { apiKey: needed('ESPOCRM_HMAC_KEY'), secretKey: needed('ESPOCRM_HMAC_SECRET') },
			person: { username: needed('ESPOCRM_USERNAME'), password: needed('ESPOCRM_PASSWORD') },
		};
		for (const [name, story] of Object.entries(stories)) {
			if (!isWanted(name)) continue;
			const player = new Player(logins, { me: user.id });
			const steps: Recorded = [];
			for (const request of story) steps.push({ request, answer: await player.play(request) });
			writeRecording(version, name, steps);
			console.log(`${name}: ${steps.length} requests`);
			await removeRecords(admin, PREFIX);
		}
		if (isWanted('fields')) writeRecording(version, 'fields', await recordFields(admin, api));
		if (isWanted('metadata')) writeRecording(version, 'metadata', await recordMetadata(admin));
		if (isWanted('deliveries')) writeRecording(version, 'deliveries', await recordDeliveries(api));
	} finally {
		await admin.remove('User', poor.user.id);
		await admin.remove('Role', poor.role.id);
		await removeRecords(admin, PREFIX);
		// 7.5 takes an address that is none, and would try to reach it with every event from then on.
		const { list } = await admin.list('Webhook', { where: [{ type: 'in', attribute: 'url', value: HOOK_ADDRESSES }], select: ['id'] });
		for (const { id } of list) await admin.remove('Webhook', id);
	}
	console.log(`Written: test/recordings/${version}`);
}

function needed(name: string): string {
	const value = process.env[name];
	if (!value) throw new Error(`Needed: ${name}`);
	return value;
}

async function makePoor(admin: Api): Promise<{ user: ApiRecord; role: ApiRecord }> {
	for (const [entityType, attribute] of [['User', 'userName'], ['Role', 'name']] as const) {
		const { list } = await admin.list(entityType, { where: [{ type: 'equals', attribute, value: POOR }], select: ['id'] });
		for (const { id } of list) await admin.remove(entityType, id);
	}
	const role = await admin.create('Role', POOR_ROLE);
	const user = await admin.create('User', { type: 'api', userName: POOR, lastName: POOR, authMethod: 'ApiKey', isActive: true, rolesIds: [role.id] });
	return { user: await admin.get(`User/${user.id}`), role };
}
