import type { INodeProperties, INodePropertyMode, INodePropertyOptions } from 'n8n-workflow';

import { EspoCrm } from '../../nodes/EspoCrm/EspoCrm.node';
import { EspoCrmTrigger } from '../../nodes/EspoCrmTrigger/EspoCrmTrigger.node';
import { EspoCrmWebhookTrigger } from '../../nodes/EspoCrmWebhookTrigger/EspoCrmWebhookTrigger.node';

/** What n8n's editor takes without a word, and then shows wrongly: a list that stays empty, a choice that is none, a field that never appears. */
interface Placed {
	property: INodeProperties;
	/** With those of all levels above. */
	known: INodeProperties[];
	/** Of the same level. */
	beside: INodeProperties[];
	place: string;
}

function all(level: INodeProperties[], above: INodeProperties[] = [], path = ''): Placed[] {
	return level.flatMap((property) => {
		const place = `${path}${property.name}`;
		const known = [...level, ...above];
		const inner = (property.options ?? []).flatMap((part) => {
			if ('values' in part) return all(part.values, known, `${place}.${part.name}.`);
			return 'type' in part ? all([part], known, `${place}.`) : [];
		});
		return [{ property, known, beside: level, place }, ...inner];
	});
}

const TYPES =
	/^(boolean|collection|dateTime|fixedCollection|hidden|json|multiOptions|notice|number|options|resourceLocator|resourceMapper|string|button|callout)$/;
const COLLECTIONS = ['collection', 'fixedCollection'];
const methodOf = ({ typeOptions }: INodeProperties) => typeOptions?.loadOptionsMethod;
const choicesOf = ({ options = [] }: INodeProperties): unknown[] => (options as INodePropertyOptions[]).map(({ value }) => value);

const NODES = [EspoCrm, EspoCrmTrigger, EspoCrmWebhookTrigger];
/** A list that several nodes have depends on what only some of them have. */
const NAMES = NODES.flatMap((Node) => new Node().description.properties.map(({ name }) => name));

function faultsOf({ property, known, beside, place }: Placed, methods: Record<string, object | undefined>): string[] {
	const { name, type, displayOptions, typeOptions, modes = [], default: start } = property;
	const [method, choices, isChoice] = [methodOf(property), choicesOf(property), type === 'options' || type === 'multiOptions'];
	const besides = beside.map((one) => one.name);
	const faults: Array<string | false> = [
		!/^[a-zA-Z][A-Za-z0-9]*$/.test(name) && 'the name',
		!TYPES.test(type) && `the type ${type}`,
		method !== undefined && !Object.keys(methods.loadOptions ?? {}).includes(method) && 'the method of its choices',
		isChoice && !method && (!choices.length || choices.includes('') || new Set(choices).size < choices.length) && 'its choices',
		isChoice && ![start].flat().every((one) => (method ? /^\w*$/.test(String(one)) : choices.includes(one))) && 'the default',
		type === 'multiOptions' && !Array.isArray(start) && 'the default',
		COLLECTIONS.includes(type) && JSON.stringify(start) !== '{}' && 'the default',
		type === 'boolean' && start !== false && start !== true && 'the default',
		type === 'fixedCollection' &&
			(property.options ?? []).some((part) => !('values' in part) || !part.values.length || !part.name) &&
			'its parts',
		type === 'collection' && !(property.options ?? []).length && 'its parts',
		type === 'resourceLocator' && locatorFault(property, modes, methods.listSearch ?? {}),
		...(typeOptions?.loadOptionsDependsOn ?? []).map(
			(other) => !(other.startsWith('&') ? besides : NAMES).includes(other.replace(/^&/, '').split('.')[0] ?? '') && `depends on ${other}`,
		),
	];
	const rules = { ...displayOptions?.show, ...displayOptions?.hide };
	const stray = Object.entries(rules).flatMap(([rule, values = []]) => {
		if (!values.length) return [`no value for ${rule}`];
		const others = [...beside, ...known].filter((one) => one.name === rule.replace(/^\//, '') && one.type === 'options' && !methodOf(one));
		const choices = others.flatMap(choicesOf);
		return values
			.filter((value) => typeof value === 'string' && choices.length && !choices.includes(value))
			.map((value) => `${rule} ${String(value)}`);
	});
	return [...faults.filter((fault) => fault !== false), ...stray].map((fault) => `${place}: ${fault}`);
}

function locatorFault({ default: start }: INodeProperties, modes: INodePropertyMode[], methods: object): string | false {
	const { mode, value } = start as { mode: string; value: string };
	const lists = modes.filter(({ type }) => type === 'list');
	if (mode !== 'list' || value !== '' || lists.length !== 1 || lists[0]?.name !== 'list') return 'where the locator begins';
	if (!lists.every(({ typeOptions }) => typeOptions?.searchable && String(typeOptions.searchListMethod) in methods))
		return 'the list of the locator';
	return modes.some(({ name, type }) => name === 'id' && type === 'string') ? false : 'no ID can be entered';
}

const nodes = NODES.map((Node) => [Node.name, new Node()] as const);

test.each(nodes)('everything in the panel of %s leads somewhere', (_name, node) => {
	const methods = (node as { methods?: Record<string, object> }).methods ?? {};
	expect(all(node.description.properties).flatMap((placed) => faultsOf(placed, methods))).toEqual([]);
});

test.each(nodes)('every list that %s can fill is one of its panel', (_name, node) => {
	const methods = (node as { methods?: Record<string, object> }).methods ?? {};
	const text = JSON.stringify(node.description.properties);
	const loaded = Object.keys({ ...methods.loadOptions, ...methods.listSearch, ...methods.resourceMapping });
	expect(loaded.filter((method) => !text.includes(`"${method}"`))).toEqual([]);
});

test.each(nodes)('a list of %s is filled anew when what it is about changes', (_name, node) => {
	const about = all(node.description.properties).filter(({ property }) =>
		/^get(Filter|Selectable|Bool|Preset|Sort|Link)/.test(methodOf(property) ?? ''),
	);
	expect(about.filter(({ property }) => !property.typeOptions?.loadOptionsDependsOn?.length).map(({ place }) => place)).toEqual([]);
});

describe('what a locator takes before anything is sent', () => {
	const checkOf = (name: string, mode: string) => {
		const locators = all(new EspoCrm().description.properties).filter(({ property }) => property.name === name && property.modes);
		const patterns = locators.flatMap(({ property }) =>
			(property.modes ?? [])
				.filter((own) => own.name === mode)
				.flatMap(({ validation = [] }) => validation.map((rule) => String((rule as { properties: { regex: string } }).properties.regex))),
		);
		expect(patterns.length).toBeGreaterThan(0);
		return (value: string) => patterns.every((regex) => new RegExp(regex).test(value));
	};

	test.each<[name: string, mode: string, good: string[], bad: string[]]>([
		['entityType', 'id', ['Account', 'CFieldZoo', 'C1'], ['', 'Account/1', '1Type', 'My Type', 'Account.name']],
		['recordId', 'id', ['6b046affe09989a18', ' 5 ', 'a'.repeat(64)], ['', 'a/b', '-a', 'a b', 'a'.repeat(65)]],
		[
			'recordId',
			'url',
			['https://crm.example.com/#Account/view/6b04', ' http://localhost/espo/#Contact/edit/6b04?x=1 '],
			['6b04', 'crm.example.com/#Account/view/6b04', 'https://crm.example.com/', 'https://crm.example.com/#Account/list/6b04'],
		],
	])('%s by %s', (name, mode, good, bad) => {
		const takes = checkOf(name, mode);
		expect(good.filter((value) => !takes(value))).toEqual([]);
		expect(bad.filter(takes)).toEqual([]);
	});

	test('the ID in an address is what the server is asked for', () => {
		const { property } = all(new EspoCrm().description.properties).find((placed) => placed.property.name === 'recordId') ?? {};
		const address = property?.modes?.find(({ name }) => name === 'url')?.extractValue as { type: string; regex: string };
		expect(address.type).toBe('regex');
		expect(new RegExp(address.regex).exec('https://crm.example.com/#Account/view/6b04?x=1')?.[1]).toBe('6b04');
	});
});
