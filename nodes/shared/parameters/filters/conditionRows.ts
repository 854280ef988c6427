import type { Condition } from '../../api/filter/conditions';
import { operatorOf } from '../../api/filter/operators';
import { nameIdentifier } from '../../api/values/identifier';
import { InvalidInput } from '../../api/values/InvalidInput';
import type { Json, JsonObject } from '../../api/values/Json';
import { rowsOf } from '../entered/collectionOf';
import { locatorValue } from '../entered/locatorValue';
import { hasNothing } from '../reading/enteredValue';
import type { ParameterReader } from '../reading/Parameter';
import { givesNothing } from '../reading/parameterAccess';
import { givenRecords, type GivenRecords } from '../shown/givenRecords';

const OPERATOR = 'Operator Name or ID';
/** `field` is what it is called in *Filters (JSON)*. */
const ROW = ['attribute', 'field', 'value', 'to', 'options', 'record'];

export interface RowCondition extends Condition {
	/** The entity types of the addresses among its records. */
	addressed?: string[];
}

/**
 * The conditions of a list of rows; a row that was added and left empty is none.
 * @param list what the user sees of it @param parameter what the user sees of the collection that it is in
 * @throws InvalidInput
 */
export function conditionsOf(
	value: Json | undefined,
	list: string,
	parameter: string,
	isFilledIn: ParameterReader['isFilledIn'],
): RowCondition[] {
	return rowsOf(value, 'condition', list, [...ROW, 'operator']).flatMap((row, index) => {
		if (row.operator !== undefined && hasNothing(row.operator) && isFilledIn(index, 'operator')) throw givesNothing(OPERATOR, parameter);
		const operand = operandIn(row);
		// A value without an attribute is a mistake, so is an operator that needs none: without the condition all records would match.
		const isLeftOut = isNotEntered(operand.value) && operatorOf(operatorIn(row))?.takes !== 'nothing';
		const isUntouched = !ROW.some((key) => isFilledIn(index, key));
		const attribute = isNotEntered(row.attribute) ? row.field : row.attribute;
		if (isNotEntered(attribute) && isLeftOut && isUntouched) return [];
		return [{ attribute: nameIdentifier(attribute, 'Field Name or ID'), operator: operatorIn(row), ...operand }];
	});
}

/** The operator of a row; *Equals* where none was chosen. @throws InvalidInput */
export function operatorIn({ operator }: JsonObject): string {
	if (typeof operator === 'object' && operator !== null)
		throw new InvalidInput(OPERATOR, `“${OPERATOR}” must be the name of one operator, not a list or object`);
	return isNotEntered(operator) ? 'equals' : String(operator).trim();
}

/** What was entered in the editor of the row's operator; as text in `value` it counts for every operator. */
export function operandIn(row: JsonObject): Pick<RowCondition, 'value' | 'addressed'> {
	const { editor, takes } = operatorOf(operatorIn(row)) ?? {};
	if (editor === 'options' && !isNotEntered(row.options)) return { value: row.options };
	if (editor === 'record')
		return ofRecords(
			givenRecords(isNotEntered(row.record) || isNotEntered(locatorValue(row.record) as Json) ? row.value : row.record, 'Record'),
		);
	const [value, to] = editor === 'day' ? [dayOf(row.value), dayOf(row.to)] : [row.value, row.to];
	return { value: takes === 'two' && !isNotEntered(to) ? [value ?? '', to ?? ''] : value };
}

function ofRecords({ ids, entityTypes }: GivenRecords): Pick<RowCondition, 'value' | 'addressed'> {
	return entityTypes.length ? { value: ids, addressed: entityTypes } : { value: ids };
}

/** The day picker shows a saved midnight without a zone as the day alone, so it means that. */
function dayOf(value: Json | undefined): Json | undefined {
	return typeof value === 'string' ? value.replace(/^\s*(\d{4}-\d\d-\d\d)[T ]00:00(:00(\.0+)?)?\s*$/, '$1') : value;
}

function isNotEntered(value: Json | undefined): boolean {
	return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
