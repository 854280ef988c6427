import { describedServer } from '../../model/describedServer';

const document = {
	entityDefs: {
		Account: {
			fields: {
				type: { type: 'enum', options: ['', 'customer', 'partner', 7] },
				stages: { type: 'multiEnum', options: ['a'] },
				anything: { type: 'array', options: [] },
				name: { type: 'varchar' },
				amount: { type: 'currency' },
				industry: { type: 'enum', optionsReference: 'Lead.industry' },
				lost: { type: 'enum', optionsReference: 'Lead.nosuch' },
				odd: { type: 'enum', optionsReference: 'Lead' },
				scope: { type: 'enum', optionsPath: 'app.scopes.list', translation: 'Global.scopeNames' },
				broken: { type: 'enum', optionsPath: 'app.nosuch' },
				parent: { type: 'linkParent', entityList: ['Account', 'Lead', 5] },
				nowhere: { type: 'linkParent' },
				leadStatus: { type: 'foreign', link: 'lead', field: 'status' },
				leadName: { type: 'foreign', link: 'lead', field: 'name' },
				leadForeign: { type: 'foreign', link: 'lead', field: 'accountType' },
				hidden: { type: 'foreign', link: 'hidden', field: 'status' },
			},
			links: { lead: { type: 'belongsTo', entity: 'Lead' } },
		},
		Lead: {
			fields: {
				status: { type: 'enum', options: ['new', 'old'] },
				industry: { type: 'enum', options: ['it', 'food'] },
				name: { type: 'varchar' },
				accountType: { type: 'foreign', link: 'account', field: 'type' },
			},
		},
	},
	app: { scopes: { list: ['Account', 'Lead'] } },
};
const i18n = {
	Global: { scopeNames: { Account: 'Company', Lead: 'Prospect' }, options: { stages: { a: 'Common' } } },
	Account: { options: { type: { customer: 'Customer' }, industry: { it: 'Software' } } },
	Lead: { options: { industry: { it: 'IT', food: 'Food' }, status: { new: 'New' } } },
};
const user = { settings: { currencyList: ['EUR', 'USD', ''] } };

const optionsOf = async (attribute: string) => {
	const options = await describedServer({ metadata: document, i18n, user }).metadata.options('Account', attribute);
	return options?.map(({ value, label }) => `${value}=${label}`);
};

test.each<[attribute: string, options: string[] | undefined]>([
	['type', ['customer=Customer', 'partner=partner']],
	['stages', ['a=Common']],
	['amountCurrency', ['EUR=EUR', 'USD=USD']],
	// Labels of its own go before those of the field that it refers to.
	['industry', ['it=Software', 'food=Food']],
	['scope', ['Account=Company', 'Lead=Prospect']],
	['parentType', ['Account=Company', 'Lead=Prospect']],
	// Those of the field of the linked record.
	['leadStatus', ['new=New', 'old=old']],
])('%s can hold %j', async (attribute, options) => expect(await optionsOf(attribute)).toEqual(options));

test.each(['anything', 'name', 'amount', 'lost', 'odd', 'broken', 'nowhereType', 'leadName', 'leadForeign', 'hidden', 'nosuch'])(
	'any value is possible in %s, as far as is known',
	async (attribute) => expect(await optionsOf(attribute)).toBeUndefined(),
);
