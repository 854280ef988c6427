import { createLabels } from '../../../../nodes/shared/api/metadata/Labels';
import { attributesOf, type Attribute } from '../../../../nodes/shared/api/values/fieldTypes';

const labels = createLabels({
	Global: {
		scopeNames: { Account: 'Company' },
		fields: { createdAt: 'Created', empty: '', odd: 5 },
		options: { stage: { won: 'Won' } },
		links: { teams: 'Teams' },
		presetFilters: { open: 'Open' },
		boolFilters: { onlyMy: 'Mine' },
	},
	Account: {
		fields: {
			amount: 'Turnover',
			amountConverted: 'Turnover in EUR',
			emailAddress: 'E-mail',
			billingAddress: 'Address',
			dateRange: 'Range',
			account: 'Customer',
		},
		options: { stage: { lost: 'Gone' } },
		links: { contacts: 'People' },
		presetFilters: { won: 'Deals' },
		boolFilters: { shared: 'Ours' },
	},
});
const attribute = (type: string, field: string, name: string) =>
	labels.attribute('Account', attributesOf(field, { type }).find((found) => found.name === name) as Attribute);

test.each([
	['currency', 'amount', 'amount', 'Turnover'],
	['currency', 'amount', 'amountCurrency', 'Turnover (Currency)'],
	// Its own label goes before one that is made.
	['currency', 'amount', 'amountConverted', 'Turnover in EUR'],
	['email', 'emailAddress', 'emailAddressData', 'E-mail (Full List)'],
	['email', 'emailAddress', 'emailAddressIsOptedOut', 'E-mail (Opted Out)'],
	['email', 'emailAddress', 'emailAddressIsInvalid', 'E-mail (Invalid)'],
	['address', 'billingAddress', 'billingAddressPostalCode', 'Address (Postal Code)'],
	['address', 'billingAddress', 'billingAddressCity', 'Address (City)'],
	['link', 'account', 'accountId', 'Customer (ID)'],
	['linkMultiple', 'teams', 'teamsIds', 'teams (IDs)'],
	['rangeInt', 'dateRange', 'fromDateRange', 'Range (fromDateRange)'],
	['varchar', 'empty', 'empty', 'empty'],
	['varchar', 'odd', 'odd', 'odd'],
])('of a %s %s, %s is called “%s”', (type, field, name, label) => expect(attribute(type, field, name)).toBe(label));

test('options: where the definition says, at the type, for all types, or as their keys', () => {
	expect(labels.option('Account', 'stage', 'lost')).toBe('Gone');
	expect(labels.option('Account', 'stage', 'won')).toBe('Won');
	expect(labels.option('Account', 'stage', 'new')).toBe('new');
	expect(labels.option('Account', 'stage', 'Account', 'Global.scopeNames')).toBe('Company');
	expect(labels.option('Account', 'stage', 'lost', 'Global.scopeNames')).toBe('Gone');
});

test.each([
	[labels.link('Account', 'contacts'), 'People'],
	[labels.link('Account', 'teams'), 'Teams'],
	// A link that has a field of its name is called like it.
	[labels.link('Account', 'account'), 'Customer'],
	[labels.presetFilter('Account', 'won'), 'Deals'],
	[labels.presetFilter('Account', 'open'), 'Open'],
	[labels.boolFilter('Account', 'shared'), 'Ours'],
	[labels.boolFilter('Account', 'onlyMy'), 'Mine'],
	[labels.field('Lead', 'createdAt'), 'Created'],
	[labels.field('Lead', 'amount'), 'amount'],
	[labels.entityType('Account'), 'Company'],
])('%s', (shown, label) => expect(shown).toBe(label));
