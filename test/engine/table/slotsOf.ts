import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { CONTEXTS } from './contexts';
import { choices, samplesOf, type Offered } from './sampleOf';
import { withValue, type Slot } from './Slot';

const COLLECTIONS = ['collection', 'fixedCollection'];
const NO_VALUE = ['notice', 'hidden', 'button', 'callout'];

/** Where a property stands. */
interface Place extends Pick<Slot, 'base' | 'path' | 'labels'> {
	/** The values of its row, if it stands in one. */
	row?: INodeParameters;
}

/**
 * Every place of a node's parameters that can be filled in, derived from its description.
 * @param start the parameters that are chosen, e.g. resource and operation
 * @param more values of parameters that are not marked as required, but without which the operation has nothing to do
 */
export function slotsOf(description: INodeTypeDescription, start: INodeParameters, offered: Offered, more: INodeParameters = {}): Slot[] {
	const properties = withoutTwins(description.properties).filter(({ name, type }) => !(name in start) && !NO_VALUE.includes(type));
	return properties.flatMap((property) => {
		const base = basesOf(property)[0];
		return base ? inside(property, { base, path: [property.name], labels: [property.displayName] }).map(inContext) : [];
	});

	/** With the other parameters that make its effect visible. */
	function inContext(slot: Slot): Slot {
		const context = CONTEXTS[slot.property.name];
		// Within a row the other values are there already.
		return context && slot.path.length < 3
			? { ...slot, base: { ...slot.base, ...(typeof context === 'function' ? context(offered) : context) } }
			: slot;
	}

	/** The parameters with which a property is shown; none when it belongs to another operation. */
	function basesOf(property: INodeProperties): INodeParameters[] {
		const rules = { ...property.displayOptions?.show };
		let base: INodeParameters = { ...start, ...more };
		for (const [rule, wanted = []] of Object.entries(rules)) {
			const name = rule.replace(/^\//, '');
			if (name in start || name === '@version' || name === '@tool') continue;
			base = withValue(base, name.split('.'), wanted[0]);
		}
		// What is needed besides is shown by the choice above, or always.
		for (const other of properties) {
			if (other.required && !(other.name in base) && isShown(other, base))
				base[other.name] = stored(other, samplesOf(other, offered, {})[0]) as never;
		}
		return isShown(property, base) ? [base] : [];
	}

	function isShown(property: INodeProperties, values: INodeParameters, root = values): boolean {
		const inherited = Object.fromEntries(
			description.properties.filter(({ type }) => type === 'options').map(({ name, default: initial }) => [name, initial]),
		);
		const full = values === root ? { ...inherited, ...start, ...values } : values;
		return NodeHelpers.displayParameter(full as INodeParameters, property, { typeVersion: 1 }, description, {
			...inherited,
			...root,
		} as INodeParameters);
	}

	function inside(property: INodeProperties, { base, path, labels, row }: Place): Slot[] {
		const slot = { path, labels, property, base, inRow: row !== undefined, wrap: (value: unknown) => value };
		if (property.type === 'collection') {
			const children = withoutTwins(property.options as INodeProperties[]).filter((child) => !NO_VALUE.includes(child.type));
			return [
				{ ...slot, name: path.join('.'), goods: children.flatMap((child) => wholes(child, {}).map((value) => ({ [child.name]: value }))) },
				...children
					.filter((child) => isShown(child, {}, base))
					.flatMap((child) => inside(child, { base, path: [...path, child.name], labels: [...labels, child.displayName] })),
			];
		}
		if (property.type === 'fixedCollection') {
			return [
				{ ...slot, name: path.join('.'), goods: wholes(property, {}) },
				...(property.options as INodePropertyCollection[]).flatMap((group) => groupSlots(group, property, { base, path, labels })),
			];
		}
		const goods = samplesOf(property, offered, row ?? {});
		if (property.type === 'resourceLocator')
			return locatorSlots(slot, goods, (method) =>
				samplesOf({ ...property, type: 'options', typeOptions: { loadOptionsMethod: `url of ${method}` } }, offered, row ?? {}),
			);
		if (property.type === 'resourceMapper') return mapperSlots(slot, goods);
		return [{ ...slot, name: path.join('.'), goods }];
	}

	/** Good values of a collection, too. */
	function wholes(property: INodeProperties, row: INodeParameters, rows = 1): unknown[] {
		if (property.type === 'collection')
			return withoutTwins(property.options as INodeProperties[]).flatMap((child) =>
				wholes(child, {}).map((value) => ({ [child.name]: value })),
			);
		if (property.type === 'fixedCollection')
			return (property.options as INodePropertyCollection[]).map((group) => ({
				[group.name]: property.typeOptions?.multipleValues ? Array.from({ length: rows }, () => rowOf(group.values)) : rowOf(group.values),
			}));
		return samplesOf(property, offered, row).map((value) => stored(property, value));
	}

	function groupSlots(group: INodePropertyCollection, { typeOptions }: INodeProperties, { base, path, labels }: Place): Slot[] {
		const many = typeOptions?.multipleValues === true;
		const place = [...path, group.name];
		const rowPlace = many ? [...place, '0'] : place;
		const named = [...labels, group.displayName];
		const rows: Slot = {
			path: place,
			name: place.join('.'),
			labels: named,
			base,
			inRow: false,
			wrap: (value) => value,
			goods: [many ? [rowOf(group.values)] : rowOf(group.values)],
			property: { displayName: group.displayName, name: group.name, type: 'fixedCollection', default: {}, typeOptions, options: [group] },
		};
		return [
			rows,
			...group.values.flatMap((child) => {
				const row = rowOf(group.values, child);
				const full = withValue(base, place, many ? [row] : row);
				return inside(child, { base: full, path: [...rowPlace, child.name], labels: [...named, child.displayName], row });
			}),
		];
	}

	/** A row that is filled in, and that shows a certain one of its values. */
	function rowOf(values: INodeProperties[], wanted?: INodeProperties): INodeParameters {
		const controls = values.filter(({ name }) =>
			values.some(({ displayOptions: { show, hide } = {} }) => Object.keys({ ...show, ...hide }).includes(name)),
		);
		const starts = controls.length
			? controls.flatMap((control) => all(control).map((value): INodeParameters => ({ [control.name]: value as string })))
			: [{}];
		const row = starts.find((candidate) => !wanted || isShown(wanted, candidate, candidate));
		if (!row) throw new Error(`The table finds no row that shows “${wanted?.displayName}”`);
		for (const child of values) {
			if (child.name in row || !isShown(child, row, row)) continue;
			row[child.name] = (
				child.type === 'fixedCollection' || child.type === 'collection'
					? wholes(child, row, 2)[0]
					: stored(child, samplesOf(child, offered, row)[0])
			) as never;
		}
		return row;
	}

	function all(control: INodeProperties): unknown[] {
		return control.typeOptions?.loadOptionsMethod ? samplesOf(control, offered, {}) : choices(control);
	}
}

/** Without the fields that stand for a collection where it is one expression: those are judged as the whole of the collection. */
function withoutTwins(level: INodeProperties[]): INodeProperties[] {
	return level.filter(
		({ name, type }) => type !== 'json' || !level.some((other) => other.name === name && COLLECTIONS.includes(other.type)),
	);
}

/** A value in the shape that the editor saves. */
function stored({ type }: INodeProperties, value: unknown): unknown {
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value };
	if (type === 'json' && typeof value === 'object') return JSON.stringify(value);
	return value;
}

function locatorSlots(slot: Omit<Slot, 'name' | 'goods'>, goods: unknown[], addressesOf: (method: string) => unknown[]): Slot[] {
	const method = String(slot.property.modes?.find((mode) => mode.typeOptions?.searchListMethod)?.typeOptions?.searchListMethod);
	const modes = (slot.property.modes ?? []).map(({ name, extractValue }) => ({
		...slot,
		name: `${slot.path.join('.')} (${name})`,
		goods: extractValue ? addressesOf(method) : goods,
		wrap: (value: unknown) => ({ __rl: true, mode: name, value }),
	}));
	return [{ ...slot, name: slot.path.join('.'), goods }, ...modes];
}

function mapperSlots(slot: Omit<Slot, 'name' | 'goods'>, goods: unknown[]): Slot[] {
	return [
		{ ...slot, name: slot.path.join('.'), goods },
		{
			...slot,
			name: `${slot.path.join('.')}.value`,
			goods: goods.map((good) => (good as { value: unknown }).value),
			wrap: (value) => ({ ...(goods[0] as object), value }),
		},
	];
}
