import fc from 'fast-check';
import { basename, join, normalize } from 'node:path';

import { safeFileName, storedName } from '../../../../nodes/shared/api/files/fileName';

test.each([
	['a.txt', 'a.txt', 'a.txt'],
	['Größe “1”.pdf', 'Größe “1”.pdf', 'Größe “1”.pdf'],
	['a "b" \'c\'; d%20.txt', 'a "b" \'c\'; d%20.txt', 'a "b" \'c\'; d%20.txt'],
	['', 'file', 'file'],
	[' \t\r\n ', 'file', 'file'],
	['a\r\nX-Evil: 1.txt', 'aX-Evil: 1.txt', 'aX-Evil: 1.txt'],
	['a\0b.txt', 'ab.txt', 'ab.txt'],
	['invoice\u202etxt.exe', 'invoicetxt.exe', 'invoicetxt.exe'],
	['half\ud83d.txt', 'half.txt', 'half.txt'],
	['../../etc/passwd', '../../etc/passwd', '.._.._etc_passwd'],
	['..\\..\\boot.ini', '..\\..\\boot.ini', '.._.._boot.ini'],
	['/etc/passwd', '/etc/passwd', '_etc_passwd'],
	['..', '..', 'file'],
	['.', '.', 'file'],
	['.env', '.env', '.env'],
])('%j is stored as %j and kept as %j', (given, stored, safe) => {
	expect([storedName(given), safeFileName(given)]).toEqual([stored, safe]);
});

test.each([
	['x'.repeat(300) + '.pdf', 255],
	['😀'.repeat(300) + '.pdf', 255],
])('what is too long keeps its extension', (given, length) => {
	expect(Array.from(storedName(given))).toHaveLength(length);
	expect(storedName(given)).toMatch(/[x😀]\.pdf$/u);
	expect(Buffer.byteLength(safeFileName(given))).toBeLessThanOrEqual(240);
	expect(safeFileName(given)).toMatch(/[x😀]\.pdf$/u);
});

test('a name as long as a book is cut at once', () => {
	expect(storedName('x'.repeat(5_000_000))).toBe('x'.repeat(255));
	expect(storedName(`${'😀'.repeat(2_000_000)}.txt`)).toBe(`${'😀'.repeat(251)}.txt`);
});

test('no name leads out of a folder, breaks a header or is empty', () => {
	const unit = fc.constantFrom('.', '/', '\\', '\r', '\n', '\0', '\u202e', '\ud83d', 'a', 'ü', '😀', ' ', ':', '"');
	const names = fc.oneof(fc.string({ unit, maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 300 }));
	fc.assert(
		fc.property(names, (given) => {
			const [stored, safe] = [storedName(given), safeFileName(given)];
			expect(stored).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
			expect(Array.from(stored).length).toBeLessThanOrEqual(255);
			expect(stored).not.toBe('');
			expect(basename(normalize(join('/folder', safe)))).toBe(safe);
			expect(safe).not.toMatch(/[/\\]/);
			expect(storedName(stored)).toBe(stored);
		}),
	);
});
