import { operatorOf } from '../../shared/api/operators';
import type { ParameterReader } from '../../shared/operation/Parameter';
import type { RowCondition } from './conditionRows';
import { listedEntityType } from './listedEntityType';
import { refuseOtherType } from './refuseOtherType';

/** @throws InvalidInput where the address of a record is of another entity type than the condition's attribute leads to; EspoError */
export async function refuseOtherRecords(reader: ParameterReader, conditions: RowCondition[]): Promise<void> {
	for (const condition of conditions) {
		const { attribute, addressed = [] } = condition;
		if (addressed.length) refuseOtherType(addressed, await foreignType(reader, condition), 'Record', `“${attribute}” leads to`);
	}
}

/** Undefined where it leads to several. */
async function foreignType(reader: ParameterReader, { attribute, operator }: RowCondition): Promise<string | undefined> {
	if (operatorOf(operator)?.type === 'isUserFromTeams') return 'Team';
	const entityType = await listedEntityType(reader);
	return attribute === 'id' ? entityType : await reader.linkedEntityType(entityType, attribute.replace(/Ids?$/, ''));
}
