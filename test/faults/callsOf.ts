import type { INodeParameters } from 'n8n-workflow';

import { EspoCrm } from '../../nodes/EspoCrm/EspoCrm.node';
import type { Operation } from '../../nodes/shared/operation/Operation';
import { CONTEXTS } from '../engine/table/contexts';
import type { Offered } from '../engine/table/sampleOf';
import { filled, type Slot } from '../engine/table/Slot';
import { slotsOf } from '../engine/table/slotsOf';
import type { Call } from './Call';
import { perItem } from './perItem';
import { locator } from '../harness/locator';
import { FILE_IDS, SAMPLE, SPECIMEN, SPECIMENS } from './world';

/** What an operation that writes fields, or a post, is called with. */
const FIELDS: INodeParameters = {
	columns: { mappingMode: 'defineBelow', value: { name: SAMPLE.name }, matchingColumns: ['name'], schema: [] } as INodeParameters,
	fieldsJson: JSON.stringify({ name: SAMPLE.name }),
	matchFields: ['name'],
	post: 'Have a look',
};

/**
 * The plain call of an operation, with what is required, and calls with one parameter set to each of its good values; all derived from the
 * registry. Which of them make other requests shows only when they run.
 */
export function callsOf({ resource, value, effect }: Operation, offered: Offered): Call[] {
	const operation = `${resource}/${value}`;
	const slots = slotsOf(new EspoCrm().description, { resource, operation: value }, offered, FIELDS).filter(isOfRequests);
	const call = (variant: string, parameters: INodeParameters, shared: Parameters<typeof perItem>[1] = []): Call => ({
		operation,
		effect,
		variant,
		parameters: perItem({ ...withOwnText(parameters), resource, operation: value }, shared),
	});
	const plainParameters = slots.length ? plainOf(slots) : {};
	return [
		call('', plainParameters),
		call('same record', plainParameters, ['record']),
		...(slots.some(({ name }) => name === 'fileField') ? [call('field for one file', { ...plainParameters, ...OF_ONE_FILE })] : []),
		...(slots.some(({ name }) => name === 'binaryFields') ? [call('all files', { ...plainParameters, binaryFields: '*' })] : []),
		...slots.flatMap((slot) => slot.goods.map((good) => call(`${slot.name}=${JSON.stringify(good)}`, filled(slot, good)))),
	];
}

const OF_ONE_FILE = { entityType: locator(SPECIMENS), recordId: locator(SPECIMEN), fileField: 'scan', fileIds: FILE_IDS.slice(0, 17) };

/** What is not to be as the parameter's example has it. */
const OWN = new Map([
	['fileIds', FILE_IDS],
	['binaryFields', 'data'],
	['fileName', `${SAMPLE.name}.csv`],
]);

/** The parameters of a row of a filter, or the other ways to name a record, make no other requests. */
function isOfRequests({ path, inRow, name }: Slot): boolean {
	return !inRow && path.length < 3 && !name.includes('(');
}

/** Without any choice of its own. */
function plainOf(slots: Slot[]): INodeParameters {
	const own = slots.filter(({ property }) => !(property.name in CONTEXTS));
	const [first] = (own.length ? own : slots).map(({ base }) => base).sort((a, b) => Object.keys(a).length - Object.keys(b).length);
	return first ?? {};
}

/** IDs of examples are none of ours, and a text that all items have in common does not tell them apart. */
function withOwnText(parameters: INodeParameters): INodeParameters {
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => {
			const own = OWN.get(name);
			if (typeof value !== 'string') return [name, value];
			if (own !== undefined) return [name, value === '*' || value.includes(SAMPLE.file) ? value : own];
			if (/^[0-9a-f]{17}(, [0-9a-f]{17})*$/.test(value) && !value.includes(SAMPLE.related)) return [name, SAMPLE.related];
			return [name, /\s/.test(value) && !Object.values(SAMPLE).some((own) => value.includes(own)) ? `${value} ${SAMPLE.name}` : value];
		}),
	);
}
