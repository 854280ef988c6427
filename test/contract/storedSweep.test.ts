import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { attributesOfFields } from '../../nodes/shared/api/metadata/entityFields';
import { mappingFields } from '../harness/dropdown';
import { describeEspo } from './server/describeEspo';
import { entity, inJson } from './server/parameters';
import { skipped } from './server/skipped';
import { judgeWrite, UNSAID } from './sweep/judgeWrite';
import { LinkTargets } from './sweep/LinkTargets';
import { neededValues, sweptAttribute, type Definition, type Sources, type Swept } from './sweep/sweptAttributes';

/** As many hints as a run shows. */
const HINTS = 5;

interface Metadata {
	scopes: Record<string, Scope>;
	entityDefs: Record<string, Definition>;
}

interface Scope {
	entity?: boolean;
	object?: boolean;
	disabled?: boolean;
	/** What a role can allow, where that is not everything. */
	aclActionList?: string[];
}

/** No role lets anybody make users. */
const isForAdministrators = ({ aclActionList }: Scope) => aclActionList !== undefined && !aclActionList.includes('create');

interface SweptType {
	entityType: string;
	swept: Swept[];
	labels: Map<string, string>;
	/** A record for each attribute, made by the first operation. */
	ids: string[];
	/** The attribute that tells the records apart. */
	key: string;
	needed: IDataObject;
}

/** Each writable attribute of each type, written by each operation: a later read gives what the item says, and what was sent or a hint that names it. */
describeEspo('every writable attribute', (espo) => {
	const types: SweptType[] = [];
	const unchecked: string[] = [];
	const made: Array<[string, string]> = [];
	let metadata: Metadata;

	const targets = new LinkTargets(espo);
	const sources: Sources = {
		recordsOf: async (entityType) => await targets.idsOf(entityType),
		async fileFor(entityType, field) {
			const body = {
				name: 'sweep.txt',
				type: 'text/plain',
				role: 'Attachment',
				relatedType: entityType,
				parentType: entityType,
				field,
				file: 'data:text/plain;base64,c3dlZXA=',
			};
			const { status, body: answer } = await espo.api.send('POST', 'Attachment', body);
			return status < 300 ? (answer as { id: string }).id : undefined;
		},
	};

	beforeAll(async () => {
		metadata = (await espo.api.get('Metadata')) as unknown as Metadata;
		for (const [entityType, scope] of Object.entries(metadata.scopes)) {
			if (!scope.entity || !scope.object || scope.disabled || isForAdministrators(scope)) continue;
			if (!espo.can(entityType, 'create', 'read', 'edit')) unchecked.push(`${entityType} (no right to create and edit)`);
			else types.push(await prepare(entityType, metadata.entityDefs[entityType] as Definition));
		}
	}, 120_000);

	afterAll(async () => {
		await espo.api.inParallel(made, async ([entityType, id]) => await espo.api.remove(entityType, id).catch(() => undefined));
		await targets.remove();
	}, 120_000);

	async function prepare(entityType: string, definition: Definition): Promise<SweptType> {
		const fields = await mappingFields({ credentials: espo.credentials, parameters: entity('create', entityType) });
		const labels = new Map(fields.map(({ id, displayName }) => [id, displayName.replace(/ \*$/, '').replace(/ \(.*\)$/, '')]));
		const swept: Swept[] = [];
		const records = { espo, entityType, definition, sources };
		for (const attribute of attributesOfFields(definition.fields)) {
			const field = fields.find(({ id }) => id === attribute.name);
			if (!field) continue;
			const keys = attribute.kind === 'enum' ? field.options?.map(({ value }) => String(value)) : undefined;
			const found = await sweptAttribute(records, attribute, keys);
			if (found) swept.push(found);
			else unchecked.push(`${entityType}.${attribute.name}`);
		}
		const key = labels.has('lastName') ? 'lastName' : 'name';
		return { entityType, swept, labels, key, needed: neededValues(swept, definition), ids: [] };
	}

	const nameOf = (type: SweptType, { name }: Swept) => espo.name(`${type.entityType} ${name}`);

	/** Further texts that are needed can be another word for the name, e.g. the subject of an e-mail. */
	const neededBy = (type: SweptType, swept: Swept): IDataObject =>
		Object.fromEntries(Object.entries(type.needed).map(([name, value]) => [name, value === 'Sweep' ? nameOf(type, swept) : value]));

	async function readBack(entityType: string, { field, isLinkOnly }: Swept, id: string | undefined): Promise<IDataObject> {
		if (!id) return {};
		const record = await espo.api.get(`${entityType}/${id}`);
		if (!isLinkOnly) return record;
		return { ...record, [`${field}Ids`]: (await espo.api.list(`${entityType}/${id}/${field}`)).list.map((linked) => linked.id) };
	}

	/** Runs an operation with one item for each attribute and judges each. */
	async function sweep(
		type: SweptType,
		parameters: INodeParameters,
		which: 0 | 1,
		itemOf: (swept: Swept, id: string) => IDataObject,
	): Promise<string[]> {
		if (!type.swept.length) return [];
		const isCreation = type.ids.length === 0;
		// What was refused when it was to be created has no record.
		const swept = isCreation ? type.swept : type.swept.filter((_, index) => type.ids[index]);
		const ids = isCreation ? [] : type.ids.filter(Boolean);
		const { wrong, unsaid } = await sweepOnce({ ...type, swept, ids }, parameters, which, itemOf);
		if (isCreation) type.ids = ids;
		// A run shows five hints: the others are read in runs of their own.
		for (let first = 0; first < unsaid.length; first += HINTS) {
			const part = unsaid.slice(first, first + HINTS);
			const again = await sweepOnce(
				{ ...type, swept: part.map((index) => swept[index] as Swept), ids: part.map((index) => ids[index] ?? '') },
				parameters,
				which,
				itemOf,
			);
			wrong.push(
				...again.wrong,
				...again.unsaid.map((index) => `${type.entityType}.${swept[part[index] ?? 0]?.name}: stored otherwise, without a word`),
			);
		}
		return wrong;
	}

	async function sweepOnce(
		type: SweptType,
		parameters: INodeParameters,
		which: 0 | 1,
		itemOf: (swept: Swept, id: string) => IDataObject,
	): Promise<{ wrong: string[]; unsaid: number[] }> {
		const { entityType, labels, swept, ids } = type;
		const isCreation = ids.length === 0;
		const parametersOfAll = {
			...parameters,
			...inJson('={{ $json.values }}'),
			options: { dateTimeFormat: 'espo', ...(parameters.operation === 'update' ? {} : { skipDuplicateCheck: true, requestsInFlight: 6 }) },
		};
		const { items, hints, error } = await espo.run(
			parametersOfAll,
			swept.map((attribute, index) => itemOf(attribute, ids[index] ?? '')),
			{ onError: 'continueRegularOutput' },
		);
		if (error) return { wrong: [`${entityType}: ${error.message}`], unsaid: [] };
		const itemAt = swept.map((_, index) => items.find(({ pairedItem }) => (pairedItem as { item: number }).item === index));
		swept.forEach((_, index) => {
			if (!isCreation) return;
			const id = itemAt[index]?.json.id;
			ids[index] = typeof id === 'string' ? id : '';
			if (ids[index]) made.push([entityType, ids[index]]);
		});
		const stored = await espo.api.inParallel(
			[...swept.keys()],
			async (index) => await readBack(entityType, swept[index] as Swept, ids[index]),
		);
		const unsaid: number[] = [];
		const wrong = swept.flatMap((attribute, index) => {
			const said = hints
				.filter(({ message }) => message.startsWith(`Item ${index}:`))
				.map(({ message }) => message)
				.join(' ');
			const outcome = { item: itemAt[index], stored: stored[index] ?? {}, sent: attribute.writes[which], hints: said };
			const verdict = judgeWrite(attribute, labels.get(attribute.name) ?? attribute.name, outcome);
			if (verdict === UNSAID) unsaid.push(index);
			return verdict && verdict !== UNSAID ? [`${entityType}.${attribute.name}: ${verdict}`] : [];
		});
		return { wrong, unsaid };
	}

	async function sweepAll(run: (type: SweptType) => Promise<string[]>): Promise<void> {
		const wrong: string[] = [];
		for (const type of types) wrong.push(...(await run(type)));
		expect(wrong).toEqual([]);
		expect(types.flatMap(({ ids }) => ids).length).toBeGreaterThan(0);
	}

	it('Create or Update, which creates', async () => {
		await sweepAll(
			async (type) =>
				await sweep(type, { ...entity('upsert', type.entityType), matchFields: [type.key] }, 0, (swept) => ({
					values: { ...neededBy(type, swept), [type.key]: nameOf(type, swept), ...swept.writes[0] },
				})),
		);
	}, 400_000);

	it('Update', async () => {
		await sweepAll(
			async (type) =>
				await sweep(type, { ...entity('update', type.entityType), recordId: '={{ $json.id }}' }, 1, ({ writes }, id) => ({
					id,
					values: writes[1],
				})),
		);
	}, 400_000);

	it('Create or Update, by the ID or by what matches', async () => {
		await sweepAll(async (type) => {
			// Both go the same way from there on; what matches is not written, nor is another word for it.
			const isByMatch = (swept: Swept, index: number) => index % 2 === 1 && swept.name !== type.key && type.needed[swept.name] !== 'Sweep';
			const part = (wanted: boolean): SweptType => {
				const indexes = [...type.swept.keys()].filter(
					(index) => isByMatch(type.swept[index] as Swept, index) === wanted && type.ids[index],
				);
				return { ...type, swept: indexes.map((index) => type.swept[index] as Swept), ids: indexes.map((index) => type.ids[index] ?? '') };
			};
			const upsert = entity('upsert', type.entityType);
			return [
				...(await sweep(part(false), { ...upsert, matchFields: [] }, 0, ({ writes }, id) => ({ values: { id, ...writes[0] } }))),
				...(await sweep(part(true), { ...upsert, matchFields: [type.key] }, 0, (swept) => ({
					values: { [type.key]: nameOf(type, swept), ...swept.writes[0] },
				}))),
			];
		});
	}, 400_000);

	it('and what could not be checked', () => {
		if (unchecked.length) skipped(`give the role more rights, and the server records that links can lead to: ${unchecked.join(', ')}`);
	});
});
