import { addRemark, remarksTexts, type Remarks } from '../../../../nodes/shared/api/many/Remarks';

const remarksOn = (texts: Array<string | undefined>) => {
	const remarks: Remarks = { about: new Map(), seen: new Set() };
	for (const [index, text] of texts.entries()) addRemark(remarks, `r${index + 1}`, text);
	return remarksTexts(remarks);
};

test.each<[texts: Array<string | undefined>, said: string[]]>([
	[[], []],
	[[undefined], []],
	[['Odd.', 'Odd.'], ['Odd.']],
	[
		['Odd.', undefined, 'Even.'],
		['1 of 3 records (r1): Odd.', '1 of 3 records (r3): Even.'],
	],
	[[undefined, ...Array<string>(7).fill('Odd.')], ['7 of 8 records (r2, r3, r4, r5, r6 and 2 more): Odd.']],
])('%j is said as %j', (texts, said) => {
	expect(remarksOn(texts)).toEqual(said);
});
