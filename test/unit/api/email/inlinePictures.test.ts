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
