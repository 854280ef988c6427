import { placeOfChoice } from '../../../shared/api/links/columnPlace';
import { COLUMNS, columnValue, type GivenColumn } from '../../../shared/api/links/linkColumns';
import { isBlank } from '../../../shared/api/values/given';
import { nameIdentifier } from '../../../shared/api/values/identifier';
import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { Json } from '../../../shared/api/values/Json';
import { rowsOf } from '../../../shared/parameters/entered/collectionOf';
import { parameter, type ParameterReader } from '../../../shared/parameters/reading/Parameter';
import { readEntityType } from '../../../shared/parameters/record/entityType';
import { expressible } from '../../../shared/parameters/shown/expressible';
import { link } from './link';

const COLUMN = 'Column Name or ID';

/** Values that the link itself keeps; undefined when none is given. A row without a value is left out: empty means "leave alone". */
export const linkColumns = parameter(
	'linkColumns',
	expressible({
		displayName: COLUMNS,
		name: 'linkColumns',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Column',
		default: {},
		description:
			'Values stored on the link itself, e.g. the role of a contact in an opportunity. Records that are already linked get them too. An empty value leaves a column unchanged.',
		options: [
			{
				displayName: 'Column',
				name: 'column',
				values: [
					{
						displayName: COLUMN,
						name: 'name',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getLinkColumns', loadOptionsDependsOn: ['entityType.value', 'link.value'] },
						default: '',
						description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Column Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. Decision Maker',
						description: 'Text, or true or false for a Boolean column',
					},
				],
			},
		],
	}),
	async (reader): Promise<GivenColumn[] | undefined> => {
		const given: GivenColumn[] = [];
		for (const { name, value } of rowsOf(reader.resolved('linkColumns'), 'column', COLUMNS, ['name', 'value'])) {
			if (value === undefined || value === null || isBlank(value)) continue;
			const column = await givenColumn(reader, name, value);
			if (given.some((other) => other.column === column.column)) {
				throw new InvalidInput(COLUMNS, `“${column.column}” appears twice in “${COLUMNS}”`);
			}
			given.push(column);
		}
		return given.length ? given : undefined;
	},
);

async function givenColumn(reader: ParameterReader, choice: Json | undefined, value: Json): Promise<GivenColumn> {
	const place = placeOfChoice(choice);
	if (!place) return { column: nameIdentifier(choice, COLUMN), value, isPlaced: false };
	const [entityType, chosenLink] = [readEntityType(reader), await link.read(reader)];
	if (place.entityType !== entityType || place.link !== chosenLink) {
		throw new InvalidInput(
			COLUMNS,
			`The column “${place.column}” in “${COLUMNS}” was chosen for “${place.link}” of ${place.entityType}, not for “${chosenLink}” of ${entityType}`,
			'Choose the column again, or enter only its name.',
		);
	}
	return { column: place.column, value: columnValue(place.column, value, place.kind), isPlaced: true, holder: place.holder };
}
