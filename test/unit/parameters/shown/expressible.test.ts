import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
	type NodeParameterValueType,
} from 'n8n-workflow';
import { NodeHelpers as OldestHelpers } from 'n8n-workflow-oldest';

import { EspoCrm } from '../../../../nodes/EspoCrm/EspoCrm.node';
import { EspoCrmTrigger } from '../../../../nodes/EspoCrmTrigger/EspoCrmTrigger.node';
import { EspoCrmWebhookTrigger } from '../../../../nodes/EspoCrmWebhookTrigger/EspoCrmWebhookTrigger.node';

const COLLECTIONS = ['collection', 'fixedCollection'];
type Path = string[];
/** A property, or a part of one. */
type Part = NonNullable<INodeProperties['options']>[number];

/** Where the collections of a node are, those inside others too; rows of a collection are no places of their own. */
function places(properties: INodeProperties[], at: Path = []): Path[] {
	return properties.flatMap((property) => {
		if (!COLLECTIONS.includes(property.type)) return [];
		const path = [...at, property.name];
		const parts = property.options ?? [];
		if (property.type === 'fixedCollection') return [path, ...parts.map(({ name }) => [...path, name])];
		return [path, ...places(parts as INodeProperties[], path)];
	});
}

const nested = (path: Path, value: NodeParameterValueType): INodeParameters =>
	Object.fromEntries([[path[0] as string, path.length > 1 ? nested(path.slice(1), value) : value]]);
const valueAt = (value: unknown, path: Path): unknown =>
	path.reduce<unknown>((inner, key) => (inner as INodeParameters | undefined)?.[key], value);

/** Whether a place is one for rows, the parts of a fixed collection. */
function isRows({ properties }: INodeTypeDescription, path: Path): boolean {
	const [last, ...rest] = [...path].reverse();
	const parent = rest
		.reverse()
		.reduce<Part[]>(
			(inner, key) => inner.filter(({ name }) => name === key).flatMap((part) => ('options' in part ? (part.options ?? []) : [])),
			properties,
		);
	return parent.some((part) => part.name === last && !('type' in part));
}

/** What n8n makes of the parameters when a workflow is loaded. */
function loaded(helpers: typeof NodeHelpers, description: INodeTypeDescription, parameters: INodeParameters): unknown {
	const node = { parameters, typeVersion: 1 } as unknown as INode;
	return helpers.getNodeParameters(description.properties, parameters, true, false, node, description);
}

const hosts: Array<[string, typeof NodeHelpers]> = [
	['n8n 2', NodeHelpers],
	['the oldest n8n', OldestHelpers as unknown as typeof NodeHelpers],
];
const nodes: Array<[string, INodeTypeDescription]> = [new EspoCrm(), new EspoCrmTrigger(), new EspoCrmWebhookTrigger()].map(
	({ description }) => [description.name, description],
);

describe.each(hosts)('%s keeps an expression for a collection', (_host, helpers) => {
	describe.each(nodes)('of %s', (_name, description) => {
		const shownBy = ({ displayOptions }: INodeProperties): INodeParameters =>
			Object.fromEntries(Object.entries(displayOptions?.show ?? {}).map(([key, values]) => [key, (values?.[0] ?? '') as string]));
		const cases = description.properties
			.filter(({ type }) => COLLECTIONS.includes(type))
			.flatMap((property) =>
				places([property]).map((path): [string, Path, INodeParameters] => [
					`${JSON.stringify(shownBy(property))} ${path.join('.')}`,
					path,
					shownBy(property),
				]),
			);

		test.each(cases)('%s', (_title, path, shown) => {
			const given = loaded(helpers, description, { ...shown, ...nested(path, '={{ $json.all }}') });
			expect(valueAt(given, path)).toBe('={{ $json.all }}');
		});

		// An expression that the panel does not show would filter unseen.
		test.each(cases)('%s, and shows it in a field in the place of the collection', (_title, path, shown) => {
			const place = isRows(description, path) ? path.slice(0, -1) : path;
			const seen = (value: NodeParameterValueType) => {
				const root = { ...shown, ...nested(path, value) };
				const node = { parameters: root, typeVersion: 1 } as unknown as INode;
				const inPlace = place.reduce<INodeProperties[]>((properties, key, depth) => {
					const among = depth ? properties.flatMap(({ options = [] }) => options as INodeProperties[]) : properties;
					const values = valueAt(root, place.slice(0, depth)) as INodeParameters;
					return among.filter(
						(property) =>
							property.name === key && property.type !== 'hidden' && helpers.displayParameter(values, property, node, description, root),
					);
				}, description.properties);
				return inPlace.map(({ type }) => type);
			};
			expect([seen('={{ $json.all }}'), seen(isRows(description, path) ? [] : {})]).toEqual([
				['json'],
				[expect.stringMatching(/ollection$/)],
			]);
			// What an expression gives before there is input, as the editor sends it for drop-downs.
			if (isRows(description, path)) expect(() => loaded(helpers, description, { ...shown, ...nested(path, null) })).not.toThrow();
		});

		// Workflows made by an API or an AI hold such.
		test.each(cases.filter(([, path]) => !isRows(description, path)))('%s as plain text or a list', (_title, path, shown) => {
			for (const value of ['{"a": 1}', [{ a: 1 }]]) {
				expect(valueAt(loaded(helpers, description, { ...shown, ...nested(path, value) }), path)).toEqual(value);
			}
		});

		test('and its other values as they were', () => {
			for (const [, [name], shown] of cases) {
				expect(valueAt(loaded(helpers, description, shown), [name as string])).toEqual({});
			}
		});
	});
});
