import { attributeValues, changedAttributeValues } from '../../../../../nodes/EspoCrm/parameters/fields/fieldParameters';
import type { AttributeKind } from '../../../../../nodes/shared/api/values/fieldTypes';
import { readerOf } from '../../../model/readerOf';

const kinds: Record<string, AttributeKind> = { parentId: 'id', parentType: 'enum', contractId: 'id', contractType: 'enum' };
const reading = (values: object) => readerOf({ entityType: 'Task', specifyFields: 'json', fieldsJson: values }, kinds);

describe.each([
	['Create', attributeValues],
	['Update', changedAttributeValues],
])('%s: the parent of a record', (_title, { read }) => {
	test.each<[given: object, sent: object]>([
		[
			{ parentId: 'a1', parentType: 'account' },
			{ parentId: 'a1', parentType: 'Account' },
		],
		[{ parentId: null }, { parentId: null, parentType: null }],
		[{ parentType: null }, { parentId: null, parentType: null }],
		[
			{ parentId: null, parentType: 'Account' },
			{ parentId: null, parentType: null },
		],
		// A link with an option field beside it.
		[
			{ contractId: 'c1', contractType: 'New' },
			{ contractId: 'c1', contractType: 'New' },
		],
		[
			{ contractId: 'c1', status: 'A b' },
			{ contractId: 'c1', status: 'A b' },
		],
		[{ contractType: 'New' }, { contractType: 'New' }],
		[
			{ contractId: 'c1', contractType: 'full time' },
			{ contractId: 'c1', contractType: 'full time' },
		],
		[{ contractType: 'full time' }, { contractType: 'full time' }],
	])('%j is sent as %j', async (given, sent) => expect((await read(reading(given))).values).toEqual(sent));

	test.each([{ parentId: 'a1' }, { parentId: 'a1', parentType: null }, { parentId: 'a1', parentType: '' }])(
		'%j is refused',
		async (given) => {
			await expect(Promise.resolve(read(reading(given)))).rejects.toThrow('“parentId” in “Fields (JSON)” needs “parentType” too');
		},
	);

	it('a type alone is left out, with a hint', async () => {
		const reader = reading({ parentId: '', parentType: 'Account', name: 'x' });
		expect((await read(reader)).values).toEqual({ name: 'x' });
		expect(reader.hints).toEqual(['“parentType” was left out, because there is no “parentId”.']);
	});

	it('a file needs the type alone', async () => {
		const file = readerOf(
			{ entityType: 'Attachment', specifyFields: 'json', fieldsJson: { parentType: 'Document', field: 'file' } },
			kinds,
		);
		expect((await read(file)).values).toEqual({ parentType: 'Document', field: 'file' });
		expect(file.hints).toEqual([]);
	});
});
