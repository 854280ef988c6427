import type { IDataObject } from 'n8n-workflow';

import type { As, Step, Story } from './Step';

/** Begins the name of every record that the stories make. */
export const PREFIX = 'recorded';
const NOWHERE = 'ffffffffffffffff0';
/** A network for documentation: looks public, leads nowhere. */
const HOOK = 'https://203.0.113.10/hook';
const NO_ADDRESS = 'nosuch';
/** Those of the webhooks that the requests make. */
export const HOOK_ADDRESSES = [HOOK, NO_ADDRESS];

const get = (name: string, path: string, more: Partial<Step> = {}): Step => ({ name, method: 'GET', path, ...more });
const post = (name: string, path: string, body: unknown, more: Partial<Step> = {}): Step => ({ name, method: 'POST', path, body, ...more });
const put = (name: string, path: string, body: unknown, more: Partial<Step> = {}): Step => ({ name, method: 'PUT', path, body, ...more });
const remove = (name: string, path: string, more: Partial<Step> = {}): Step => ({ name, method: 'DELETE', path, ...more });
const raw = (name: string, text: string, headers: Record<string, string> = {}): Step => ({ name, method: 'POST', path: 'Account', raw: text, headers });
const make = (save: string, path: string, values: IDataObject): Step =>
	post(`a ${path}: ${save}`, path, values, { save, headers: { 'X-Skip-Duplicate-Check': 'true' }, only: ['name', 'deleted'] });

const ME = ['user.id', 'user.type', 'user.isActive'];
const login = (name: string, as: As, more: Partial<Step> = {}): Step => get(name, 'App/user', { as, only: ME, ...more });

const logins: Story = [
	get('without a log-in', 'App/user', { as: 'nobody' }),
	post('a write without a log-in', 'Account', { name: 'x' }, { as: 'nobody' }),
	get('without a log-in, as a page asks', 'App/user', { as: 'nobody', headers: { 'X-Requested-With': 'XMLHttpRequest' } }),
	login('a key', 'key'),
	login('a wrong key', 'wrongKey'),
	login('HMAC', 'hmac'),
	login('HMAC in hexadecimal', 'hmacInHex'),
	get('HMAC does not sign the query', 'Account?maxSize=1', { as: 'hmac', only: [] }),
	get('HMAC over the query', 'Account?maxSize=1', { as: 'hmacOverQuery' }),
	login('both headers', 'keyAndHmac'),
	login('a person', 'basic'),
	login('a wrong password', 'wrongPassword'),
	login('a person in the header of EspoCRM', 'inEspoHeader', { only: [...ME, 'token'] }),
	login('by token', 'token'),
	login('a wrong password in the header of EspoCRM', 'wrongInEspoHeader'),
	login('a header without a colon', 'noColon'),
];

const routes: Story = [
	get('the root', ''),
	get('about', 'App/about', { only: [] }),
	get('no route', 'nosuch'),
	get('an unknown type', 'Nosuch'),
	get('a record of an unknown type', 'Nosuch/1'),
	post('a record of an unknown type to make', 'Nosuch', { name: 'x' }),
	get('a type in lower case', 'account', { only: [] }),
	post('a post to a record', 'Account/1', {}),
	{ name: 'the method HEAD', method: 'HEAD', path: 'Account' },
	{ name: 'the method OPTIONS', method: 'OPTIONS', path: 'Account' },
	get('a part of the metadata', 'Metadata?key=entityDefs.Account.fields.name.type', { only: [] }),
	get('an unknown part of the metadata', 'Metadata?key=entityDefs.Nosuch', { only: [] }),
	get('the address too long', 'Account?where={long}'),
];

const records: Story = [
	post('create', 'Account', { name: `${PREFIX} one`, type: 'Customer', website: 'https://one.example' }, { save: 'one' }),
	raw('create with a character set', `{"name":"${PREFIX} two"}`, { 'Content-Type': 'application/json; charset=utf-8' }),
	raw('create from a form', `name=${PREFIX}+form`, { 'Content-Type': 'application/x-www-form-urlencoded' }),
	raw('create as plain text', `{"name":"${PREFIX} plain"}`, { 'Content-Type': 'text/plain' }),
	raw('an empty body', ''),
	raw('a list as body', '[]'),
	raw('records in a list as body', `[{"name":"${PREFIX} listed"}]`),
	raw('a number as body', '5'),
	raw('broken JSON', '{"name":'),
	post('nothing of what is required', 'Account', {}),
	post('empty what is required', 'Account', { name: '' }),
	post('too long', 'Account', { name: 'x'.repeat(300) }),
	post('a list for a text', 'Account', { name: ['x'], description: PREFIX }, { save: 'listed' }),
	remove('what was made of the list', 'Account/{listed}'),
	post('a number for a text', 'Account', { name: 5, description: PREFIX }, { save: 'five' }),
	remove('what was made of the number', 'Account/{five}'),
	post('attributes that it has not or that are its own', 'Account', { id: NOWHERE, name: `${PREFIX} three`, nosuch: 1, createdById: NOWHERE, deleted: true }, { save: 'three' }),
	post('a duplicate', 'Account', { name: `${PREFIX} one` }),
	post('a duplicate in spite of it', 'Account', { name: `${PREFIX} one` }, { headers: { 'X-Skip-Duplicate-Check': 'true' }, save: 'again' }),
	post('a person with address and number', 'Contact', { firstName: 'Zoë', lastName: `${PREFIX} a`, emailAddress: 'recorded@example.com', phoneNumber: '+31209990017', accountId: '{one}' }, { save: 'contact' }),
	post('a duplicate by address', 'Contact', { lastName: `${PREFIX} b`, emailAddress: 'recorded@example.com' }),
	post('a person without a last name', 'Contact', { firstName: 'x' }),
	post('a broken address', 'Contact', { lastName: `${PREFIX} c`, emailAddress: 'broken' }),
	post('a broken number', 'Contact', { lastName: `${PREFIX} d`, phoneNumber: 'abc' }),
	post('a link to nothing', 'Contact', { lastName: `${PREFIX} e`, accountId: NOWHERE }),
	post('without the closing date', 'Opportunity', { name: `${PREFIX} opp`, amount: 1 }),
	post('an amount', 'Opportunity', { name: `${PREFIX} opp`, amount: 12.5, probability: 10, closeDate: '2031-12-01', stage: 'Negotiation' }, { save: 'opportunity' }),
	post('a currency that it has not', 'Opportunity', { name: `${PREFIX} opp`, amount: 1, probability: 10, amountCurrency: 'XXX', closeDate: '2031-12-01' }),
	post('an amount that is no number', 'Opportunity', { name: `${PREFIX} opp`, amount: 'much', probability: 10, closeDate: '2031-12-01' }),
	post('a broken date', 'Opportunity', { name: `${PREFIX} opp`, amount: 1, probability: 10, closeDate: '2031-02-31x' }),
	post('a choice that it has not', 'Account', { name: `${PREFIX} four`, type: 'Nosuch' }),
	post('a task', 'Task', { name: `${PREFIX} task`, assignedUserId: '{me}', dateEnd: '2031-11-23 10:00:00', parentType: 'Account', parentId: '{one}' }, { save: 'task' }),
	post('assigned to nobody', 'Task', { name: `${PREFIX} task`, assignedUserId: NOWHERE }),
	post('a date in the form of ISO', 'Task', { name: `${PREFIX} iso`, assignedUserId: '{me}', dateEnd: '2031-11-23T10:00:00Z' }, { save: 'iso' }),
	post('a meeting', 'Meeting', { name: `${PREFIX} meeting`, assignedUserId: '{me}', dateStart: '2031-11-23 10:00:00', dateEnd: '2031-11-23 11:00:00' }, { save: 'meeting' }),
	post('a parent of a wrong type', 'Task', { name: `${PREFIX} task`, assignedUserId: '{me}', parentType: 'Nosuch', parentId: '1' }),
	get('read', 'Account/{one}'),
	get('read with a selection, which is ignored', 'Account/{one}?select=name'),
	get('read what is not there', `Account/${NOWHERE}`),
	put('update what is not there', `Account/${NOWHERE}`, { name: 'x' }),
	remove('delete what is not there', `Account/${NOWHERE}`),
	put('update', 'Account/{one}', { website: 'https://changed.example' }),
	{ ...put('update by PATCH', 'Account/{one}', { description: 'patched' }), method: 'PATCH' },
	put('update nothing', 'Account/{one}', {}),
	put('a text for yes or no', 'Contact/{contact}', { doNotCall: 'yes' }),
	put('a text for a number', 'Opportunity/{opportunity}', { probability: 'x' }),
	put('a number out of range', 'Opportunity/{opportunity}', { probability: 101 }),
	put('without the linked record', 'Contact/{contact}', { accountId: null }),
	put('a link of many to nothing', 'Account/{one}', { teamsIds: [NOWHERE] }),
	put('an older version', 'Account/{one}', { description: 'old' }, { headers: { 'X-Version-Number': '1' } }),
	remove('delete', 'Account/{again}'),
	remove('delete again', 'Account/{again}'),
	get('read what was deleted', 'Account/{again}'),
	put('update what was deleted', 'Account/{again}', { name: 'x' }),
];

const where = (...items: IDataObject[]): Partial<Step> => ({
	search: { where: [{ type: 'startsWith', attribute: 'name', value: PREFIX }, ...items], select: ['id', 'name'], orderBy: 'name', order: 'asc' },
});
const find = (name: string, ...items: IDataObject[]): Step => get(name, 'Account', where(...items));
const search = (name: string, params: IDataObject): Step => get(name, 'Account', { search: { ...where().search, ...params } });
/** Of parameters that are refused, or whose effect does not show in the rows. */
const parameter = (name: string, query: string): Step => get(name, `Account?${query}`, { only: ['messageTranslation'] });

const lists: Story = [
	make('north', 'Account', { name: `${PREFIX} north`, type: 'Customer', website: 'https://north.example' }),
	make('south', 'Account', { name: `${PREFIX} south`, type: 'Partner', description: '' }),
	make('west', 'Account', { name: `${PREFIX} west` }),
	make('person', 'Contact', { lastName: `${PREFIX} north`, accountId: '{north}' }),
	find('by name'),
	search('of more attributes', { select: ['id', 'name', 'type', 'website'] }),
	search('one row', { maxSize: 1 }),
	search('no row', { maxSize: 0 }),
	search('from an offset', { offset: 1, maxSize: 1 }),
	search('from an offset beyond the end', { offset: 100 }),
	search('the other way round', { order: 'desc' }),
	search('by a word', { textFilter: `${PREFIX} north` }),
	get('without a total', 'Account', { headers: { 'X-No-Total': 'true' }, search: { ...where().search, maxSize: 2 } }),
	get('without a total, all of it', 'Account', { headers: { 'X-No-Total': 'true' }, search: { ...where().search, maxSize: 5 } }),
	search('by a filter of its own', { primaryFilter: 'customers' }),
	search('by an unknown filter of its own', { primaryFilter: 'nosuch' }),
	search('only mine', { boolFilterList: ['onlyMy'] }),
	search('by an unknown yes-or-no filter', { boolFilterList: ['nosuch'] }),
	search('sorted by what it has not', { orderBy: 'nosuch' }),
	parameter('more than allowed', 'maxSize=201'),
	parameter('a size that is no number', 'maxSize=abc'),
	parameter('a negative size', 'maxSize=-1'),
	parameter('a negative offset', 'offset=-1'),
	parameter('a direction that it has not', 'orderBy=name&order=up'),
	parameter('broken JSON for the search', 'searchParams=%7B'),
	parameter('a condition that is a text', 'where=x'),
	find('equals', { type: 'equals', attribute: 'name', value: `${PREFIX} north` }),
	find('does not equal', { type: 'notEquals', attribute: 'name', value: `${PREFIX} north` }),
	find('contains', { type: 'contains', attribute: 'name', value: 'nort' }),
	find('like', { type: 'like', attribute: 'name', value: '%out%' }),
	find('is one of', { type: 'in', attribute: 'type', value: ['Customer', 'Partner'] }),
	find('is one of none', { type: 'in', attribute: 'type', value: [] }),
	find('is not one of', { type: 'notIn', attribute: 'type', value: ['Customer'] }),
	find('is empty', { type: 'isNull', attribute: 'website' }),
	find('is not empty', { type: 'isNotNull', attribute: 'website' }),
	find('one or another', { type: 'or', value: [{ type: 'equals', attribute: 'type', value: 'Partner' }, { type: 'equals', attribute: 'website', value: 'https://north.example' }] }),
	find('not', { type: 'not', value: [{ type: 'equals', attribute: 'type', value: 'Customer' }] }),
	find('linked with', { type: 'linkedWith', attribute: 'contacts', value: ['{person}'] }),
	find('linked with nothing', { type: 'linkedWith', attribute: 'contacts', value: [NOWHERE] }),
	find('not linked', { type: 'isNotLinked', attribute: 'contacts' }),
	find('made today', { type: 'today', attribute: 'createdAt', dateTime: true, timeZone: 'UTC' }),
	find('made in the future', { type: 'future', attribute: 'createdAt', dateTime: true }),
	find('a zone that there is not', { type: 'today', attribute: 'createdAt', dateTime: true, timeZone: 'Nowhere/Nosuch' }),
	find('a linked attribute', { type: 'equals', attribute: 'assignedUser.userName', value: 'x' }),
	find('a link that it has not', { type: 'linkedWith', attribute: 'nosuch', value: ['1'] }),
	find('an attribute that it has not', { type: 'equals', attribute: 'nosuch', value: '1' }),
	find('an operator that there is not', { type: 'nosuch', attribute: 'name', value: '1' }),
	find('without an operator', { attribute: 'name', value: '1' }),
	find('without an attribute', { type: 'equals', value: '1' }),
	find('deleted ones', { type: 'equals', attribute: 'deleted', value: true }),
	find('a subquery, which is not allowed', { type: 'subQueryIn', attribute: 'id', value: {} }),
];

const contacts = (name: string, more: IDataObject = {}): Step =>
	get(name, 'Account/{firm}/contacts', { search: { select: ['id', 'name', 'accountRole'], orderBy: 'name', order: 'asc', ...more } });

const relations: Story = [
	make('firm', 'Account', { name: `${PREFIX} firm` }),
	make('ada', 'Contact', { lastName: `${PREFIX} ada` }),
	make('bob', 'Contact', { lastName: `${PREFIX} bob` }),
	make('deal', 'Opportunity', { name: `${PREFIX} deal`, amount: 1, closeDate: '2031-12-01' }),
	contacts('none yet'),
	post('link', 'Account/{firm}/contacts', { ids: ['{ada}', '{bob}'] }),
	post('link again', 'Account/{firm}/contacts', { ids: ['{ada}'] }),
	contacts('two'),
	contacts('with a condition', { where: [{ type: 'contains', attribute: 'name', value: 'ada' }] }),
	contacts('more than allowed', { maxSize: 201 }),
	post('link one by its ID', 'Account/{firm}/contacts', { id: '{ada}' }),
	post('link some that are not there', 'Account/{firm}/contacts', { ids: ['{ada}', NOWHERE] }),
	post('link what is not there', 'Account/{firm}/contacts', { ids: [NOWHERE] }),
	post('link nothing', 'Account/{firm}/contacts', {}),
	post('a link that it has not', 'Account/{firm}/nosuch', { ids: ['{ada}'] }),
	get('a list of a link that it has not', 'Account/{firm}/nosuch'),
	get('a list of a record that is not there', `Account/${NOWHERE}/contacts`),
	post('link children', 'Account/{firm}/opportunities', { ids: ['{deal}'] }),
	put('a column of the relation', 'Opportunity/{deal}', { contactsIds: ['{ada}'], contactsColumns: { '{ada}': { role: 'Evaluator' } } }, { only: ['contactsIds', 'contactsColumns'] }),
	get('the column', 'Opportunity/{deal}/contacts', { search: { select: ['id', 'opportunityRole'] } }),
	put('a column that is no choice', 'Opportunity/{deal}', { contactsIds: ['{ada}'], contactsColumns: { '{ada}': { role: 'Nosuch' } } }, { only: ['contactsIds', 'contactsColumns', 'messageTranslation'] }),
	post('link by a search', 'Account/{firm}/contacts', { massRelate: true, where: [{ type: 'equals', attribute: 'name', value: `${PREFIX} ada` }] }),
	remove('unlink', 'Account/{firm}/contacts', { body: { ids: ['{ada}'] } }),
	remove('unlink again', 'Account/{firm}/contacts', { body: { id: '{ada}' } }),
	remove('unlink what is not there', 'Account/{firm}/contacts', { body: { id: NOWHERE } }),
	remove('unlink with the ID in the query', 'Account/{firm}/contacts?id={bob}'),
	remove('unlink with the ID in the path', 'Account/{firm}/contacts/{bob}'),
	contacts('what is left'),
];

const NOTE = ['type', 'post', 'parentType', 'parentId', 'targetType', 'createdById', 'isInternal', 'isGlobal', 'messageTranslation'];
const note = (name: string, body: IDataObject, more: Partial<Step> = {}): Step => post(name, 'Note', body, { only: NOTE, ...more });
const onRecord = { type: 'Post', parentType: 'Account', parentId: '{subject}' };

const stream: Story = [
	make('subject', 'Account', { name: `${PREFIX} subject` }),
	put('follow', 'Account/{subject}/subscription', undefined),
	put('follow again', 'Account/{subject}/subscription', undefined),
	put('follow what is not there', `Account/${NOWHERE}/subscription`, undefined),
	note('post', { ...onRecord, post: 'first' }, { save: 'first' }),
	note('post in private', { ...onRecord, post: 'second', isInternal: true }, { save: 'second' }),
	note('an empty post', { ...onRecord, post: '' }, { save: 'empty' }),
	note('a post to what is not there', { ...onRecord, parentId: NOWHERE, post: 'x' }),
	note('a note that is no post', { ...onRecord, type: 'Update' }),
	note('a post to a user', { type: 'Post', targetType: 'users', usersIds: ['{me}'], post: 'to me' }, { save: 'toMe' }),
	get('the posts of a record', 'Account/{subject}/posts?maxSize=20', { only: ['total'] }),
	get('read a note', 'Note/{first}', { only: NOTE }),
	put('change a note', 'Note/{first}', { post: 'changed' }, { only: NOTE }),
	put('change the note of another', 'Note/{first}', { post: 'theirs' }, { as: 'basic', only: NOTE }),
	remove('delete the note of another', 'Note/{first}', { as: 'basic' }),
	get('the stream of a record', 'Account/{subject}/stream?maxSize=20', { only: ['total', 'list.0.type', 'list.0.post', 'list.1.type', 'list.1.post', 'list.2.type'] }),
	get('the stream of a record, posts only', 'Account/{subject}/stream?filter=posts', { only: ['total', 'list.0.type'] }),
	get('the stream of a record by an unknown filter', 'Account/{subject}/stream?filter=nosuch', { only: ['list.0.type'] }),
	get('the stream of a record by number', 'Account/{subject}/stream?where[0][type]=greaterThan&where[0][attribute]=number&where[0][value]=1&maxSize=1', { only: ['list.0.type'] }),
	get('my stream', 'Stream?maxSize=1', { only: ['list.0.type', 'list.0.parentType'] }),
	get('the stream of all', 'GlobalStream?maxSize=1', { only: ['list.0.parentType'] }),
	get('the stream of all from an offset', 'GlobalStream?offset=1'),
	remove('delete a note', 'Note/{second}'),
	remove('unfollow', 'Account/{subject}/subscription'),
	remove('unfollow again', 'Account/{subject}/subscription'),
	remove('delete the note to me', 'Note/{toMe}'),
];

const HOOK_SHOWN = ['event', 'entityType', 'type', 'field', 'url', 'isActive', 'skipOwn', 'secretKey', 'messageTranslation'];
const hook = (name: string, values: IDataObject, more: Partial<Step> = {}): Step => post(name, 'Webhook', values, { only: HOOK_SHOWN, ...more });

const webhooks: Story = [
	hook('create', { event: 'Account.create', url: HOOK }, { save: 'hook' }),
	hook('of one field, without own changes', { event: 'Account.fieldUpdate.type', url: HOOK, skipOwn: true }, { save: 'ofField' }),
	hook('of an unknown type', { event: 'Nosuch.create', url: HOOK }),
	hook('of an unknown event', { event: 'Account.nosuch', url: HOOK }),
	hook('of an unknown field', { event: 'Account.fieldUpdate.nosuch', url: HOOK }),
	hook('to no address', { event: 'Account.create' }),
	hook('to a broken address', { event: 'Account.create', url: NO_ADDRESS }),
	hook('of a person', { event: 'Account.create', url: HOOK }, { as: 'basic' }),
	get('read', 'Webhook/{hook}', { only: HOOK_SHOWN }),
	get('read that of another', 'Webhook/{hook}', { as: 'hmac', only: HOOK_SHOWN }),
	put('deactivate', 'Webhook/{hook}', { isActive: false }, { only: HOOK_SHOWN }),
	put('another event, which is ignored', 'Webhook/{hook}', { event: 'Account.delete' }, { only: HOOK_SHOWN }),
	remove('delete', 'Webhook/{hook}'),
	remove('delete the other', 'Webhook/{ofField}'),
];

const poor = (step: Step): Step => ({ ...step, as: 'poor' });

const refusals: Story = [
	make('theirs', 'Account', { name: `${PREFIX} theirs` }),
	make('lead', 'Lead', { lastName: `${PREFIX} lead` }),
	make('person', 'Contact', { lastName: `${PREFIX} person` }),
	poor(get('a list of a closed type', 'Case')),
	poor(get('a record of a closed type', 'Case/1')),
	poor(post('a record of a closed type to make', 'Case', { name: 'x' })),
	poor(get('a record of another', 'Lead/{lead}')),
	poor(post('create', 'Account', { name: 'x' })),
	poor(put('update', 'Account/{theirs}', { name: 'x' })),
	poor(remove('delete', 'Account/{theirs}')),
	poor(get('related records of a closed type', 'Account/{theirs}/cases')),
	poor(put('follow without the right', 'Contact/{person}/subscription', undefined)),
	poor(get('a stream without the right', 'Contact/{person}/stream')),
	poor(get('the stream of all without the right', 'GlobalStream')),
	poor(hookless()),
];

function hookless(): Step {
	return hook('webhooks without the right', { event: 'Account.create', url: HOOK });
}

export const stories: Record<string, Story> = { logins, routes, records, lists, relations, stream, webhooks, refusals };
