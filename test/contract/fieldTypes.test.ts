import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { EspoCredentials } from '../../nodes/shared/api/login/EspoCredentials';
import type { MappedField } from '../../nodes/shared/n8n/editor/savedFields';
import { mappingFields } from '../harness/dropdown';
import { runInTimeZone, type ZonedResult } from '../harness/runInTimeZone';
import { describeEspo } from './server/describeEspo';
import { FIELD_CASES, type FieldCase } from './server/fieldCases';
import { findFieldOfType, type FoundField } from './server/findFieldOfType';
import { entity, record } from './server/parameters';
import { skipped } from './server/skipped';

/** The time zones of the processes that n8n runs in, and that of the workflow. */
const PROCESS_ZONES = ['America/New_York', 'Asia/Kolkata'];
const WORKFLOW_ZONE = 'Europe/Paris';
/** What every save may change. */
const VOLATILE = ['modifiedAt', 'modifiedById', 'modifiedByName', 'versionNumber', 'streamUpdatedAt'];
const AUTOMATICALLY: INodeParameters = {
	specifyFields: 'mapping',
	columns: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] } as unknown as INodeParameters,
};

/** Of a drop-down with records n8n takes as a fixed value only one that it offers: no API user, and never several. */
const asEntered = (values: IDataObject, fields: MappedField[]): IDataObject => {
	const inDropdown = new Set(
		fields.flatMap(({ id, kind, type }) => (type === 'options' && (kind === 'id' || kind === 'idList') ? [id] : [])),
	);
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			inDropdown.has(name) ? `={{ ${name.endsWith('Ids') ? String(value) : JSON.stringify(value)} }}` : value,
		]),
	);
};

interface RoundTrip extends FoundField {
	fieldCase: FieldCase;
	values: IDataObject;
	created?: ZonedResult;
	stored?: IDataObject;
	read?: ZonedResult;
	written?: ZonedResult;
	storedAgain?: IDataObject;
}

describeEspo('every type of field', (espo) => {
	const without = (values: IDataObject = {}) => Object.fromEntries(Object.entries(values).filter(([name]) => !VOLATILE.includes(name)));
	const mapped = (fields: MappedField[], value: IDataObject): INodeParameters => ({
		specifyFields: 'mapping',
		columns: {
			mappingMode: 'defineBelow',
			value,
			matchingColumns: [],
			schema: fields.map((field) => ({ ...field, required: false, removed: !(field.id in value) })),
		} as unknown as INodeParameters,
	});

	describe.each(PROCESS_ZONES)('there and back, in a process in %s', (zone) => {
		const trips = new Map<string, RoundTrip>();

		beforeAll(async () => {
			const run = async (runs: Array<{ parameters: INodeParameters; items?: IDataObject[] }>) =>
				await runInTimeZone(
					zone,
					espo.credentials.data as EspoCredentials,
					runs.map((one) => ({ timezone: WORKFLOW_ZONE, ...one })),
				);
			const fields = new Map<string, MappedField[]>();
			for (const fieldCase of FIELD_CASES) {
				const found = await findFieldOfType(espo, fieldCase.type);
				if (!found) continue;
				if (!fields.has(found.entityType))
					fields.set(
						found.entityType,
						await mappingFields({ credentials: espo.credentials, parameters: entity('create', found.entityType) }),
					);
				const options = fields
					.get(found.entityType)
					?.find(({ id }) => id === found.field)
					?.options?.map(({ value }) => String(value));
				trips.set(fieldCase.type, {
					...found,
					fieldCase,
					values: { ...found.required(espo), ...fieldCase.given(found.field, { options: options ?? found.options, ids: found.ids }) },
				});
			}
			const all = [...trips.values()];
			const entered = ({ entityType, values }: RoundTrip) =>
				mapped(fields.get(entityType) ?? [], asEntered(values, fields.get(entityType) ?? []));
			const created = await run(
				all.map((trip) => ({
					parameters: { ...entity('create', trip.entityType), ...entered(trip), options: { skipDuplicateCheck: true } },
				})),
			);
			all.forEach((trip, index) => Object.assign(trip, { created: created[index] }));
			const made = all.filter((trip) => trip.created?.json[0]?.id);
			const idOf = ({ created }: RoundTrip) => String(created?.json[0]?.id);
			const raw = async (trip: RoundTrip) => await espo.api.get(`${trip.entityType}/${idOf(trip)}`);
			for (const trip of made) trip.stored = await raw(trip);
			const read = await run(made.map((trip) => ({ parameters: record('get', trip.entityType, idOf(trip)) })));
			made.forEach((trip, index) => (trip.read = read[index]));
			const written = await run(
				made.map((trip, index) => ({
					parameters: { ...record('update', trip.entityType, idOf(trip)), ...AUTOMATICALLY },
					items: read[index]?.json,
				})),
			);
			made.forEach((trip, index) => (trip.written = written[index]));
			for (const trip of made) trip.storedAgain = await raw(trip);
		}, 300_000);

		it.each(FIELD_CASES.map((fieldCase) => [fieldCase.type, fieldCase] as const))('%s', (type, { stored, item }) => {
			const trip = trips.get(type);
			if (!trip)
				skipped(
					`this server has no writable field of the type ${type}: an administrator (ESPOCRM_ADMIN_USERNAME, ESPOCRM_ADMIN_PASSWORD) lets the suite make one, unless EspoCRM's field manager has no such type`,
				);
			const { field, values } = trip;
			expect(trip.created?.error).toBeUndefined();
			expect(trip.stored).toMatchObject(stored(field, values));
			expect(trip.read?.json[0]).toMatchObject((item ?? stored)(field, values));
			expect(trip.written?.error).toBeUndefined();
			expect(trip.written?.hints).toEqual([]);
			expect(without(trip.storedAgain)).toEqual(without(trip.stored));
		});
	});
});
