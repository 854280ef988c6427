import type { INodeProperties } from 'n8n-workflow';

import { success } from '../../../nodes/shared/api/client/checkedAnswers';
import { describeOperations } from '../../../nodes/shared/operation/describe';
import { operation } from '../../../nodes/shared/operation/Operation';
import { parameter, type Parameter } from '../../../nodes/shared/parameters/reading/Parameter';

const text = (name: string, displayOptions?: INodeProperties['displayOptions']): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	displayOptions,
});
const shared = parameter('shared', text('shared'), () => '');
const own = parameter('own', [text('mode'), text('own', { show: { mode: ['x'] } })], () => '');
const make = (resource: string, value: string, name: string, parameters: Parameter[] = [shared]) =>
	operation({
		resource,
		value,
		name,
		action: `${name} it`,
		description: `Does ${name}`,
		effect: 'read',
		parameters,
		plan: () => ({ request: { method: 'GET', path: ['X'] }, output: success }),
	});

const properties = describeOperations(
	[
		{ name: 'Zebra', value: 'zebra' },
		{ name: 'Ape', value: 'ape' },
	],
	[
		make('zebra', 'update', 'Update', [shared, own]),
		make('zebra', 'create', 'Create'),
		make('ape', 'getAll', 'Get Many'),
		make('ape', 'add', 'Add'),
	],
);
const named = (name: string) => properties.filter((property) => property.name === name);

test('the resources come first, sorted', () => {
	expect(properties[0]).toEqual({
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'zebra',
		options: [
			{ name: 'Ape', value: 'ape' },
			{ name: 'Zebra', value: 'zebra' },
		],
	});
});

test('each resource has its operations, sorted, Get Many chosen where there is one', () => {
	expect(named('operation')).toMatchObject([
		{
			displayOptions: { show: { resource: ['zebra'] } },
			default: 'update',
			options: [{ value: 'create', action: 'Create it', description: 'Does Create' }, { value: 'update' }],
		},
		{ displayOptions: { show: { resource: ['ape'] } }, default: 'getAll', options: [{ value: 'add' }, { value: 'getAll' }] },
	]);
});

test('a parameter of several operations is there once', () => {
	expect(named('shared').map(({ displayOptions }) => displayOptions)).toEqual([
		{ show: { resource: ['zebra', 'ape'], operation: ['update', 'create', 'getAll', 'add'] } },
	]);
});

test('but once per resource where another operation would show it too', () => {
	const mixed = describeOperations(
		[
			{ name: 'Zebra', value: 'zebra' },
			{ name: 'Ape', value: 'ape' },
		],
		[make('zebra', 'get', 'Get'), make('ape', 'get', 'Get', []), make('ape', 'add', 'Add'), make('zebra', 'add', 'Add', [])],
	);
	expect(mixed.filter(({ name }) => name === 'shared').map(({ displayOptions }) => displayOptions)).toEqual([
		{ show: { resource: ['zebra'], operation: ['get'] } },
		{ show: { resource: ['ape'], operation: ['add'] } },
	]);
});

test('conditions of its own stay', () => {
	expect(named('own')[0]?.displayOptions).toEqual({ show: { resource: ['zebra'], operation: ['update'], mode: ['x'] } });
	expect(own.properties[1]?.displayOptions).toEqual({ show: { mode: ['x'] } });
});
