import { fieldOfPicture, pictureFile, picturesIn, withPictures, writtenPicture } from '../../../../nodes/shared/api/email/inlinePictures';

const HTML = `<img src="data:image/png;base64,AAAA"><img alt='a' src='cid:logo'><img src="data:image/png;base64,AAAA"><img src="https://x/y.png">`;

test('pictures that are no addresses come once each, and get an address', () => {
	expect(picturesIn(HTML)).toEqual(['data:image/png;base64,AAAA', 'cid:logo']);
	expect(withPictures(HTML, (picture) => `?${fieldOfPicture(picture) ?? 'written'}`)).toBe(
		`<img src="?written"><img alt='a' src="?logo"><img src="?written"><img src="https://x/y.png">`,
	);
});

test('a picture has the extension of its type', async () => {
	const file = writtenPicture('data:image/jpeg;base64,AAAA', 0, 'Body');
	expect(file).toMatchObject({ name: 'picture 1.jpg', type: 'image/jpeg', length: 3 });
	for await (const part of file.open()) expect([...part]).toEqual([0, 0, 0]);
	expect(pictureFile({ ...file, name: 'a.b.JPEG', type: 'image/jpg' }, 'Body')).toMatchObject({ name: 'a.b.jpg', type: 'image/jpeg' });
});

test.each(['data:image/png;base64,', 'data:image/png,abc', 'data:text/html;base64,AAAA', 'data:image/bmp;base64,AAAA'])(
	'%s is refused by name',
	(picture) => expect(() => writtenPicture(picture, 0, 'Body')).toThrow('“Body”'),
);

test.each([
	['image/png', 'png'],
	['IMAGE/JPEG', 'jpg'],
	['image/gif', 'gif'],
	['image/webp', 'webp'],
	['image/svg+xml', 'svg'],
	['image/avif', 'avif'],
])('a picture of the type %s is called .%s', (type, extension) => {
	const file = { name: 'a', type, origin: '“logo”', open: async function* () {} };
	expect(pictureFile(file, 'Body')).toMatchObject({ name: `a.${extension}`, type: type.toLowerCase() });
});

test.each(['image/bmp', ''])('a picture of the type “%s” is refused, with those that are taken', (type) => {
	const file = { name: 'a', type, origin: '“logo”', open: async function* () {} };
	expect(() => pictureFile(file, 'Body')).toThrow(
		expect.objectContaining({
			parameter: 'Body',
			message: expect.stringContaining(type || 'unknown') as string,
			hint: expect.stringContaining('image/png') as string,
		}) as Error,
	);
});

test.each<[picture: string, field: string | undefined]>([
	['cid:logo', 'logo'],
	['CID: logo ', 'logo'],
	['data:cid:x', undefined],
])('%s is the field %s', (picture, field) => expect(fieldOfPicture(picture)).toBe(field));

test.each<[html: string, pictures: string[]]>([
	['<IMG alt="a" SRC = "CID:x">', ['CID:x']],
	["<img src='data:x'>", ['data:x']],
	['<img data-src="cid:x"><image src="cid:y"><p src="cid:z">', []],
	['<img src="x cid:y">', []],
	['<img src=cid:x>', []],
	['<img src="">', []],
])('the pictures of %s', (html, pictures) => expect(picturesIn(html)).toEqual(pictures));

test('a picture may be told with more, and over several lines', () => {
	expect(writtenPicture('DATA:image/svg+xml;charset=utf-8;base64,AA\nAA', 4, 'Body')).toMatchObject({
		name: 'picture 5.svg',
		type: 'image/svg+xml',
		length: 3,
		origin: '“Body”',
	});
});
