import { appendFileSync } from 'node:fs';
import type { INodeParameters } from 'n8n-workflow';

import { createMetadata } from '../../../nodes/shared/api/metadata/createMetadata';
import type { LabelledAttribute } from '../../../nodes/shared/api/metadata/Metadata';
import type { AttributeKind } from '../../../nodes/shared/api/values/fieldTypes';
import { locator } from '../../harness/locator';
import { waitlessClient } from '../server/clientInEngine';
import type { Observation } from './Observation';
import { observeAction } from './observers';
import { startTableServer, type TableServer } from './startTableServer';
import { LEFT, valuesFor, type WrittenValue } from './writtenValue';

jest.setTimeout(900_000);
/** A type with a field of every kind. */
const TYPE = 'CSpecimen';

let server: TableServer;
let attributes: LabelledAttribute[];
let id: string;
beforeAll(async () => {
	server = await startTableServer({ storing: true });
	const cache = new Map();
	attributes = (
		await createMetadata(waitlessClient(server.credentials).client, async () => await Promise.resolve(cache)).attributes(TYPE)
	).filter(({ readOnly }) => !readOnly);
	id = await server.recordOf(TYPE);
});
afterAll(async () => await server.close());

/** The ways to give a field: of the mapping with and without what the editor keeps of it, and of the JSON as object and as text. */
const WAYS: Record<string, (attribute: LabelledAttribute, js: string) => INodeParameters> = {
	'the mapping': ({ name, label, kind }, js) => ({
		specifyFields: 'mapping',
		columns: {
			mappingMode: 'defineBelow',
			value: { [name]: `={{ ${js} }}` },
			matchingColumns: [],
			schema: [{ id: name, displayName: label, kind }],
		} as unknown as INodeParameters,
	}),
	'the mapping without a schema': ({ name }, js) => ({
		specifyFields: 'mapping',
		columns: {
			mappingMode: 'defineBelow',
			value: { [name]: `={{ ${js} }}` },
			matchingColumns: [],
			schema: [],
		} as unknown as INodeParameters,
	}),
	'an object': ({ name }, js) => ({ specifyFields: 'json', fieldsJson: `={{ ({ ${JSON.stringify(name)}: ${js} }) }}` }),
};

const KINDS: AttributeKind[] = [
	'text',
	'enum',
	'integer',
	'number',
	'decimal',
	'boolean',
	'flag',
	'date',
	'dateTime',
	'dateTimeOptional',
	'id',
	'list',
	'idList',
	'object',
	'json',
];

test.each(Object.keys(WAYS).flatMap((way) => KINDS.map((kind) => [way, kind] as const)))(
	'%s: a field of the kind %s gets what the item says, or refuses it by name',
	async (way, kind) => {
		// Links to one record need their type too where there are several; those to files are another matter.
		const attribute = attributes.find(
			(candidate) => candidate.kind === kind && !['linkParent', 'file', 'image'].includes(candidate.fieldType),
		);
		if (!attribute) throw new Error(`${TYPE} has no field of the kind ${kind}`);
		const observe = observeAction(server);
		const faults: string[] = [];
		for (const value of valuesFor(kind)) {
			const observed = await observe({
				resource: 'entity',
				operation: 'update',
				entityType: locator(TYPE),
				recordId: locator(id),
				...WAYS[way]?.(attribute, value.js),
			});
			const fault = faultOf(attribute, value, observed);
			if (fault) faults.push(`${way} | ${kind} (${attribute.name}) | ${value.name} | ${fault}`);
		}
		if (process.env.TABLE_REPORT) appendFileSync(process.env.TABLE_REPORT, faults.map((line) => `${line}\n`).join(''));
		expect(faults).toEqual([]);
	},
);

const INTERNALS = /\bundefined\b|\[object |Cannot read|is not a function|status 500|__rl/;

function faultOf(
	{ name, label, field }: LabelledAttribute,
	{ right, mayRefuse }: WrittenValue,
	{ error, requests, hints }: Observation,
): string | undefined {
	const names = [name, label, field];
	if (error !== undefined) {
		if (INTERNALS.test(error)) return `internals: ${error}`;
		if (!names.some((text) => error.includes(`“${text}”`) || error.includes(`link: ${text}.`))) return `refused without its name: ${error}`;
		return mayRefuse ? undefined : `refused: ${error}`;
	}
	const put = requests.find((request) => request.startsWith('PUT '));
	const body = (put ? JSON.parse(/\{.*\}/.exec(put)?.[0] ?? '{}') : {}) as Record<string, unknown>;
	const sent = name in body ? JSON.stringify(body[name]) : LEFT;
	const day = body[`${field}Date`];
	if (right.includes(sent) || (typeof day === 'string' && right.includes(`day ${day}`))) return undefined;
	return hints.some((hint) => names.some((text) => hint.includes(text)))
		? undefined
		: `sends ${sent === LEFT ? 'nothing' : sent}${right.length ? `, not ${right.join(' or ')}` : ''}`;
}
