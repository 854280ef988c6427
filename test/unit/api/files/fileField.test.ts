import { fileField, fileFields } from '../../../../nodes/shared/api/files/fileField';
import type { Metadata } from '../../../../nodes/shared/api/metadata/Metadata';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';

const DEFINITIONS: Record<string, JsonObject> = {
	scan: { type: 'file', accept: ['.pdf', 'image/*'], maxFileSize: 2 },
	photo: { type: 'image' },
	papers: { type: 'attachmentMultiple', maxFileSize: 0.5 },
	hidden: { type: 'file', disabled: true },
	own: { type: 'attachmentMultiple', utility: true },
	name: { type: 'varchar' },
	free: { type: 'file', maxFileSize: 0 },
	odd: { type: 'file', accept: null, maxFileSize: '5' },
};
const metadata = {
	fields: async (entityType: string) => await Promise.resolve(new Map(Object.entries(entityType === 'Nothing' ? {} : DEFINITIONS))),
} as Partial<Metadata> as Metadata;
const named = async (field: string, entityType = 'Specimen') => await fileField(metadata, entityType, field, 'File Field');

it('knows one or several, and the limits in bytes', async () => {
	expect(await named('scan')).toMatchObject({
		entityType: 'Specimen',
		field: 'scan',
		isSingle: true,
		accept: ['.pdf', 'image/*'],
		largest: 2_097_152,
	});
	expect(await named('photo')).toMatchObject({ isSingle: true, isImage: true, accept: [] });
	expect(await named('scan')).not.toHaveProperty('isImage');
	expect(await named('free')).not.toHaveProperty('largest');
	expect(await named('papers')).toMatchObject({ isSingle: false, largest: 524_288 });
	expect(await named('odd')).toMatchObject({ accept: [] });
	expect(await named('odd')).not.toHaveProperty('largest');
});

it('gives all that are there for users', async () => {
	expect((await fileFields(metadata, 'Specimen')).map(({ field }) => field)).toEqual(['scan', 'photo', 'papers', 'free', 'odd']);
});

it.each([
	['name', /“name” of Specimen holds no files, but is a field of the type “varchar”/],
	['hidden', /“hidden” of Specimen/],
	['missing', /Specimen has no field “missing”/],
	['constructor', /Specimen has no field “constructor”/],
])('%s is refused by its name', async (field, message) => {
	await expect(named(field)).rejects.toThrow(message);
});

it('a type without fields is refused', async () => {
	await expect(named('scan', 'Nothing')).rejects.toThrow(/no entity type “Nothing”/);
});
