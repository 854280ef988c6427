import type { ConditionContext } from '../../shared/api/ConditionContext';
import { optionList } from '../../shared/api/validationText';
import type { WhereItem } from '../../shared/api/where';
import { comparedOptions } from '../../shared/api/wrongOptions';
import type { ParameterReader } from '../../shared/operation/Parameter';

/**
 * Says which values of conditions are no option of their field: such a condition finds nothing, or everything, without a word. It is no refusal, because
 * records keep options that were removed from the list, and it must be possible to find them.
 */
export async function hintAtWrongOptions(reader: ParameterReader, { kinds, parameter }: ConditionContext, where: WhereItem[]): Promise<void> {
	const compared = comparedOptions(where, kinds);
	if (!compared.size) return;
	const entityType = await reader.listedEntityType();
	for (const [attribute, values] of compared) {
		const wrong = await reader.wrongOptions(entityType, attribute, values);
		if (wrong) reader.hintOnce(`“${wrong.label}” in “${parameter}” is compared with what is not among its options (${optionList(wrong.possible)}):`, wrong.values);
	}
}
