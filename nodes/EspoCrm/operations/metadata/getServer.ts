import { object } from '../../../shared/api/client/checkedAnswers';
import { operation } from '../../../shared/operation/Operation';

/** Of some hundred settings, those that a workflow can be made of. */
const SHOWN = [
	'version',
	'applicationName',
	'siteUrl',
	'timeZone',
	'language',
	'dateFormat',
	'timeFormat',
	'weekStart',
	'baseCurrency',
	'defaultCurrency',
	'currencyList',
	'globalSearchEntityList',
];

export const getServer = operation({
	resource: 'metadata',
	value: 'getServer',
	name: 'Get Server Info',
	action: 'Get server info',
	description: 'Get the version, address, time zone, language and currencies of EspoCRM',
	effect: 'read',
	parameters: [],
	plan: () => ({
		request: { method: 'GET', path: ['Settings'] },
		output: (body, request) => {
			const settings = object(body, request);
			return Object.fromEntries(SHOWN.flatMap((name) => (name in settings ? [[name, settings[name] ?? null]] : [])));
		},
	}),
});
