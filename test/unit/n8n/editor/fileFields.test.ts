import type { Answer, Received } from '../../../engine/server/startServer';
import { locator } from '../../../harness/locator';
import { openPanel } from '../../model/openPanel';

const FIELDS: Record<string, object> = {
	Account: { name: { type: 'varchar' } },
	Case: { name: { type: 'varchar' }, attachments: { type: 'attachmentMultiple' } },
};

function answer({ url }: Received): Answer {
	if (!url.includes('Metadata')) return { body: {} };
	const [, entityType = ''] = decodeURIComponent(url).split('key=entityDefs.');
	return { body: FIELDS[entityType.split('.')[0] ?? ''] ?? {} };
}

const offered = async (entityType: string) => {
	const panel = openPanel({ resource: 'file', operation: 'upload', entityType: locator(entityType) }, answer);
	return { options: await panel.options('getFileFields'), sent: panel.sent };
};

test('a panel that was just opened says what is to be chosen first, and asks nothing', async () => {
	expect(await offered('')).toEqual({ options: [{ name: 'Choose an Entity Type First', value: '' }], sent: [] });
});

test('a type without fields for files says so', async () => {
	expect((await offered('Account')).options).toEqual([{ name: 'This Entity Type Has No Field for Files', value: '' }]);
});

test('fields for files, and no others', async () => {
	expect((await offered('Case')).options).toEqual([{ name: 'attachments', value: 'attachments', description: 'attachments' }]);
});
