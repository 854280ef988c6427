import { createConstants } from '../../../nodes/shared/operation/createConstants';

const entered = {
	name: 'Acme',
	record: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
	options: { dateTimeFormat: 'iso', rows: [{ value: '=1' }] },
	filters: { where: '[]' },
};

test.each([
	['name', 1],
	['filters.where', 1],
	['filters', 1],
	['absent', 1],
	['record', 3],
	['options', 3],
	['options.dateTimeFormat', 3],
])('%s is read %i times for three items', (name, times) => {
	const constants = createConstants(entered);
	let reads = 0;
	const values = [1, 2, 3].map(() => constants(name, () => ++reads));
	expect(reads).toBe(times);
	expect(values).toEqual(times === 1 ? [1, 1, 1] : [1, 2, 3]);
});

test('nothing is kept of a value that could not be read', () => {
	const constants = createConstants(entered);
	const failing = () => {
		throw new Error('no');
	};
	expect(() => constants('name', failing)).toThrow('no');
	expect(constants('name', () => 'Acme')).toBe('Acme');
});

test('what gives nothing is a value too', () => {
	const constants = createConstants(entered);
	expect(constants('name', () => undefined)).toBeUndefined();
	expect(constants('name', () => 'other')).toBeUndefined();
});
