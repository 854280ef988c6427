import type { INodeProperties, INodePropertyMode, INodePropertyRegexValidation, INodePropertyOptions } from 'n8n-workflow';

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

type Methods = Record<string, object | undefined>;

function faultsOf(placed: Placed, methods: Methods): string[] {
	const { property, place } = placed;
	const { name, type } = property;
	const faults = [
		!/^[a-zA-Z][A-Za-z0-9]*$/.test(name) && 'the name',
		!TYPES.test(type) && `the type ${type}`,
		...(type === 'options' || type === 'multiOptions' ? choiceFaults(property, methods.loadOptions ?? {}) : []),
		...(COLLECTIONS.includes(type) ? collectionFaults(property) : []),
		type === 'boolean' && typeof property.default !== 'boolean' && 'the default',
		type === 'resourceLocator' && locatorFault(property, property.modes ?? [], methods.listSearch ?? {}),
		...dependencies(placed),
		...conditionFaults(placed),
	];
	return faults.filter((fault) => fault !== false).map((fault) => `${place}: ${fault}`);
}

function choiceFaults(property: INodeProperties, loaded: object): Array<string | false> {
	const [method, choices, start] = [methodOf(property), choicesOf(property), property.default];
	const isChoice = (one: unknown) => (method ? /^\w*$/.test(String(one)) : choices.includes(one));
	return [
		(property.type === 'multiOptions') !== Array.isArray(start) && 'the default',
		![start].flat().every(isChoice) && 'the default',
		method ? !Object.keys(loaded).includes(method) && 'the method of its choices' : isWrongList(choices) && 'its choices',
	];
}

const isWrongList = (choices: unknown[]) => !choices.length || choices.includes('') || new Set(choices).size < choices.length;

function collectionFaults({ type, default: start, options = [] }: INodeProperties): Array<string | false> {
	const isPart = (part: object) => type === 'collection' || ('values' in part && (part.values as unknown[]).length > 0);
	return [JSON.stringify(start) !== '{}' && 'the default', (!options.length || !options.every(isPart)) && 'its parts'];
}

function dependencies({ property, beside }: Placed): string[] {
	const besides = beside.map(({ name }) => name);
	const isThere = (other: string) => (other.startsWith('&') ? besides : NAMES).includes(other.replace(/^&/, '').split('.')[0] ?? '');
	return (property.typeOptions?.loadOptionsDependsOn ?? []).filter((other) => !isThere(other)).map((other) => `depends on ${other}`);
}

/** Conditions that no choice ever meets. */
function conditionFaults({ property: { displayOptions }, known }: Placed): string[] {
	return Object.entries({ ...displayOptions?.show, ...displayOptions?.hide }).flatMap(([rule, values = []]) => {
		const others = known.filter((one) => one.name === rule.replace(/^\//, '') && one.type === 'options' && !methodOf(one));
		const choices = others.flatMap(choicesOf);
		const never = values.filter((value) => typeof value === 'string' && choices.length > 0 && !choices.includes(value));
		return [...(values.length ? [] : [`no value for ${rule}`]), ...never.map((value) => `${rule} ${String(value)}`)];
	});
}

function locatorFault({ default: start }: INodeProperties, modes: INodePropertyMode[], methods: object): string | false {
	const { mode, value } = start as { mode: string; value: string };
	const lists = modes.filter(({ type }) => type === 'list');
	if (mode !== 'list' || value !== '' || lists.length !== 1 || lists[0]?.name !== 'list') return 'where the locator begins';
	if (!lists.every(({ typeOptions }) => String(typeOptions?.searchListMethod) in methods)) return 'the list of the locator';
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
				.flatMap(({ validation = [] }) => validation.map((rule) => String((rule as INodePropertyRegexValidation).properties.regex))),
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
