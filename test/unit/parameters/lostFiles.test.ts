import { lostFiles } from '../../../nodes/EspoCrm/parameters/stream/lostFiles';

const stored = [{ id: 's1', name: 'offer.pdf', type: 'application/pdf', size: 1 }];

test.each<[title: string, note: object, texts: string[]]>([
	['has them all', { attachmentsIds: ['s1', 'g1'] }, []],
	['lacks one that was there before', { attachmentsIds: ['s1'] }, ['EspoCRM wrote the post without “g1”.']],
	['lacks all', { attachmentsIds: null }, ['EspoCRM wrote the post without “g1”, “offer.pdf”.']],
	['says nothing of files', {}, ['EspoCRM wrote the post without “g1”, “offer.pdf”.']],
])('a post that %s', (_title, note, texts) => expect(lostFiles(note as never, ['g1'], stored)).toEqual(texts));
