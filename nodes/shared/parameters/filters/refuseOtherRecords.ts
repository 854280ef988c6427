import { operatorOf } from '../../api/filter/operators';
import { listedEntityType } from '../entered/listedEntityType';
import { refuseOtherType } from '../entered/refuseOtherType';
import type { ParameterReader } from '../reading/Parameter';
import type { RowCondition } from './conditionRows';

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
	return attribute === 'id' ? entityType : await reader.metadata.linkedEntityType(entityType, attribute.replace(/Ids?$/, ''));
}
