import { describeEspo } from './server/describeEspo';
import { condition, conditions, entity, selected } from './server/parameters';

/** Characters that SQL and PHP take for something else than themselves. */
const TEXTS = ['a%b', 'a_b', 'axb', 'a\\b', 'a\\\\b', `a"b'`, '%', '_', '\\', '0', '00', 'x', '😀'];

type Means = (own: string, value: string) => boolean;
const OPERATORS: Record<string, Means> = {
	equals: (own, value) => own === value,
	notEquals: (own, value) => own !== value,
	contains: (own, value) => own.includes(value),
	notContains: (own, value) => !own.includes(value),
	startsWith: (own, value) => own.startsWith(value),
	endsWith: (own, value) => own.endsWith(value),
};

describeEspo('filters with odd texts', (espo) => {
	const found = async (rows: Array<ReturnType<typeof condition>>, combine = 'all') => {
		const filters = {
			filters: {
				...(conditions([condition('name', 'startsWith', espo.name('odd'))]).filters as object),
				groups: { group: [{ combine, conditions: { condition: rows } }] },
			},
		};
		const records = await espo.json(entity('getAll', 'Account', { returnAll: true, ...selected('sicCode'), ...filters }));
		return records.map(({ sicCode }) => String(sicCode)).sort();
	};
	beforeAll(async () => {
		for (const sicCode of TEXTS) await espo.create('Account', { name: espo.name('odd'), sicCode });
	});

	it.each(Object.entries(OPERATORS))('%s takes each character for itself', async (operator, means) => {
		for (const value of TEXTS) {
			const expected = TEXTS.filter((own) => means(own, value)).sort();
			expect({ value, found: await found([condition('sicCode', operator, value)]) }).toEqual({ value, found: expected });
		}
	});

	it('the text “0” counts within a group', async () => {
		expect(await found([condition('sicCode', 'equals', '0'), condition('sicCode', 'equals', 'x')], 'any')).toEqual(['0', 'x']);
		expect(await found([condition('sicCode', 'notEquals', '0'), condition('sicCode', 'startsWith', '0')])).toEqual(['00']);
	});

	it('so does zero as a number', async () => {
		for (const probability of [0, 1, 2])
			await espo.create('Opportunity', { name: espo.name('zero'), amount: 5, probability, closeDate: '2026-11-23' });
		const filters = (operator: string) => ({
			filters: {
				combine: 'any',
				conditions: { condition: [condition('probability', operator, '0'), condition('name', 'equals', espo.name('none'))] },
				where: JSON.stringify([{ type: 'equals', attribute: 'name', value: espo.name('zero') }]),
			},
		});
		const probabilities = async (operator: string) =>
			(await espo.json(entity('getAll', 'Opportunity', { returnAll: true, ...filters(operator) })))
				.map(({ probability }) => Number(probability))
				.sort();
		expect(await probabilities('equals')).toEqual([0]);
		expect(await probabilities('notEquals')).toEqual([1, 2]);
		expect(await probabilities('greaterThan')).toEqual([1, 2]);
		expect(await probabilities('lessThanOrEquals')).toEqual([0]);
	});
});
