import { imageFile } from '../../../../nodes/shared/api/files/imageFile';
import type { NamedBytes } from '../../../../nodes/shared/api/request/Bytes';

const file = (name: string, type: string): NamedBytes => ({ name, type, origin: '“data”', length: 1, open: async function* () {} });

it.each([
	['a.png', 'image/png', 'a.png', 'image/png'],
	['a.JPG', 'image/jpg', 'a.JPG', 'image/jpeg'],
	['a.jpeg', 'application/octet-stream', 'a.jpeg', 'image/jpeg'],
	['logo', 'image/svg+xml', 'logo.svg', 'image/svg+xml'],
	['a.b.gif', '', 'a.b.gif', 'image/gif'],
	['a.webp', '', 'a.webp', 'image/webp'],
	['a.AVIF', '', 'a.AVIF', 'image/avif'],
	['logo', 'IMAGE/JPG', 'logo.jpg', 'image/jpeg'],
])('%s of the type %s goes to EspoCRM as %s of the type %s', (name, type, sentName, sentType) => {
	expect(imageFile(file(name, type))).toMatchObject({ name: sentName, type: sentType, length: 1 });
});

it.each([
	['a.bmp', 'image/png'],
	['a.txt', 'text/plain'],
	['a', 'text/plain'],
	['a', ''],
])('%s of the type %s is refused with what is taken', (name, type) => {
	expect(() => imageFile(file(name, type))).toThrow(/no image that EspoCRM takes: it takes jpg, jpeg, png/);
});
