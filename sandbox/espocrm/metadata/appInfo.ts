import { access } from '../access/access';
import type { Call } from '../http/Call';
import type { Json, JsonObject } from '../Json';
import { loadRecord } from '../records/loadRecord';

export const appInfo = {
	settings({ espo }: Pick<Call, 'espo'>, loggedIn: boolean): JsonObject {
		const open = { applicationName: 'EspoCRM', timeZone: 'UTC', dateFormat: 'DD.MM.YYYY', timeFormat: 'HH:mm', weekStart: 0, language: 'en_US' };
		if (!loggedIn) return open;
		return {
			...open, version: espo.version10 ? '10.0.0' : '7.5.6', currencyList: ['USD', 'EUR'], defaultCurrency: 'USD', baseCurrency: 'USD', recordsPerPage: 20,
			recordListMaxSizeLimit: 200, attachmentUploadMaxSize: 256, b2cMode: false, globalSearchEntityList: ['Account', 'Contact', 'Lead', 'Opportunity'],
		};
	},
	user(call: Call): Json {
		return {
			user: { ...loadRecord(call, 'User', call.user.id), ipAddress: '127.0.0.1', emailAddressList: [], userEmailAddressList: [] },
			acl: access.acl(call), preferences: { id: call.user.id }, token: call.token, settings: appInfo.settings(call, true), language: 'en_US',
			appParams: { maxUploadSize: 100, timeZoneList: ['UTC'], systemUserId: 'system' },
		};
	},
};
