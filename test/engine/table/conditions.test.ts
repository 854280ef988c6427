import { appendFileSync } from 'node:fs';
import { NodeHelpers, type INodeParameters, type INodeProperties, type INodePropertyCollection } from 'n8n-workflow';

import { EspoCrm } from '../../../nodes/EspoCrm/EspoCrm.node';
import { fittingOperators, isFilterable } from '../../../nodes/shared/api/filter/fittingOperators';
import { operatorOf } from '../../../nodes/shared/api/filter/operators';
import { createMetadata } from '../../../nodes/shared/api/metadata/createMetadata';
import type { LabelledAttribute, Metadata } from '../../../nodes/shared/api/metadata/Metadata';
import { locator } from '../../harness/locator';
import { waitlessClient } from '../server/clientInEngine';
import { DATE_FORMS } from './dateForms';
import { judgeSlot, type Finding } from './judgeSlot';
import { observeAction } from './observers';
import { TYPED } from './offeredBy';
import { withValue, type Slot } from './Slot';
import { startTableServer, type TableServer } from './startTableServer';

jest.setTimeout(900_000);
const TYPE = 'CSpecimen';
const BASE: INodeParameters = { resource: 'entity', operation: 'getAll', entityType: locator(TYPE) };
const KINDS = Object.keys(TYPED);

let server: TableServer;
let metadata: Metadata;
let attributes: LabelledAttribute[];
beforeAll(async () => {
	server = await startTableServer();
	const cache = new Map();
	metadata = createMetadata(waitlessClient(server.credentials).client, async () => await Promise.resolve(cache));
	attributes = (await metadata.attributes(TYPE)).filter(isFilterable);
});
afterAll(async () => await server.close());

const report = (faults: string[]) =>
	process.env.TABLE_REPORT && appendFileSync(process.env.TABLE_REPORT, faults.map((line) => `${line}\n`).join(''));
const linesOf = (findings: Finding[]) =>
	findings.flatMap(({ slot, value, fault }) => (fault ? [`conditions | ${slot} | ${value} | ${fault}`] : []));

/** The fields of a row of conditions, wherever the description has it. */
function rowOf(properties: Array<INodeProperties | INodePropertyCollection>): INodeProperties[] | undefined {
	for (const property of properties) {
		if ('values' in property && property.name === 'condition') return property.values;
		const found = rowOf((('values' in property ? property.values : property.options) ?? []) as INodeProperties[]);
		if (found) return found;
	}
	return undefined;
}

test.each(KINDS)('a condition on a field of the kind %s reads its value by that kind, or refuses it', async (kind) => {
	const attribute = attributes.find((candidate) => candidate.kind === kind);
	if (!attribute) return;
	const findings: Finding[] = [];
	const seen = new Set<string>();
	for (const { value: operator } of await fittingOperators(metadata, TYPE, attribute.name)) {
		const { takes = 'nothing', editor = 'text', calendar = false } = operatorOf(operator) ?? {};
		const sort = [takes, editor, calendar].join();
		if (takes === 'nothing' || seen.has(sort)) continue;
		seen.add(sort);
		for (const slot of slotsOfRow(attribute, operator, takes)) findings.push(...(await judgeSlot(observeAction(server), slot)));
	}
	const faults = linesOf(findings);
	report(faults);
	expect(faults).toEqual([]);
});

function slotsOfRow({ name, label, kind }: LabelledAttribute, operator: string, takes: string): Slot[] {
	const row = { attribute: name, operator };
	const { description } = new EspoCrm();
	const shown = (rowOf(description.properties) ?? []).filter(
		(property) =>
			!(property.name in row) &&
			property.type !== 'hidden' &&
			NodeHelpers.displayParameter(row, property, { typeVersion: 1 }, description, row),
	);
	const typed = takes === 'days' ? '3' : (TYPED[kind] ?? 'Acme');
	const good = ({ type }: INodeProperties) =>
		type === 'multiOptions' ? [typed] : type === 'resourceLocator' ? '6b046affe09989a18' : type === 'number' ? Number(typed) : typed;
	const filled = Object.fromEntries(shown.map((property) => [property.name, good(property)]));
	return shown.map((property) => ({
		path: ['filters', 'conditions', 'condition', '0', property.name],
		name: `${kind} (${name}) ${operator} ${property.name}`,
		labels: ['Filters', name, label, property.displayName],
		property,
		goods: [good(property)],
		inRow: true,
		kind: takes === 'days' ? 'integer' : kind,
		wrap: (value) => value,
		base: withValue(BASE, ['filters'], { conditions: { condition: [{ ...row, ...filled }] } }),
	}));
}

test.each(KINDS)('Where (JSON) on a field of the kind %s reads its value by that kind, or refuses it', async (kind) => {
	const attribute = attributes.find((candidate) => candidate.kind === kind);
	if (!attribute) return;
	const type =
		kind === 'boolean' || kind === 'flag' ? 'equals' : kind === 'list' ? 'arrayAnyOf' : kind.startsWith('date') ? 'after' : 'equals';
	const item = (value: unknown) => [{ type, attribute: attribute.name, value }];
	const slot: Slot = {
		path: ['filters', 'where'],
		name: `Where (JSON): ${kind} (${attribute.name}) ${type}`,
		labels: ['Where (JSON)', 'Filters'],
		property: { displayName: 'Where (JSON)', name: 'where', type: 'string', default: '' },
		goods: [TYPED[attribute.kind]],
		inRow: true,
		kind: attribute.kind,
		base: BASE,
		wrap: (value) => item(value),
		express: (js) => `={{ [{ type: '${type}', attribute: '${attribute.name}', value: ${js} }] }}`,
	};
	const faults = linesOf(await judgeSlot(observeAction(server), slot));
	report(faults);
	expect(faults).toEqual([]);
});

/** All forms of one day, and of one moment, find the same. */
test.each(['Conditions', 'Where (JSON)'])('a date or moment in %s is the same in every form, or refused', async (place) => {
	const observe = observeAction(server);
	const faults: string[] = [];
	for (const kind of ['date', 'dateTime', 'dateTimeOptional']) {
		const attribute = attributes.find((candidate) => candidate.kind === kind);
		if (!attribute) throw new Error(`${TYPE} has no field of the kind ${kind}`);
		const filter = (value: string) =>
			place === 'Conditions' ? { conditions: { condition: [{ attribute: attribute.name, operator: 'after', value }] } } : { where: value };
		const given = (js: string) =>
			place === 'Conditions' ? `={{ ${js} }}` : `={{ [{ type: 'after', attribute: '${attribute.name}', value: ${js} }] }}`;
		const run = async (js: string) => await observe({ ...BASE, filters: filter(given(js)) as INodeParameters });
		for (const { name, js, date, dateTime, mayRefuse } of DATE_FORMS) {
			const wanted = kind === 'date' ? date : dateTime;
			const odd = await run(js);
			if (odd.error !== undefined) {
				const named = [attribute.name, attribute.label, 'Filters', 'Where (JSON)'].some((label) => odd.error?.includes(label));
				if (!named || (wanted !== undefined && !mayRefuse))
					faults.push(`${place} | ${kind} (${attribute.name}) after | ${name} | refused: ${odd.error}`);
				continue;
			}
			// A day alone, compared with moments, is that whole day.
			const same =
				wanted === undefined
					? undefined
					: await run(JSON.stringify(kind === 'date' || /^ ?[\d-]{10} ?$|toISODate/.test(name) ? date : `${wanted.replace(' ', 'T')}Z`));
			if (odd.requests.join() !== same?.requests.join())
				faults.push(
					`${place} | ${kind} (${attribute.name}) after | ${name} | sends ${odd.requests.join()}${same ? `, not ${same.requests.join()}` : ''}`,
				);
		}
	}
	report(faults);
	expect(faults).toEqual([]);
});
