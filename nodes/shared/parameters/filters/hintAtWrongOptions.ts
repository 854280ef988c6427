import { comparedOptions } from '../../api/filter/comparedOptions';
import type { ConditionContext } from '../../api/filter/ConditionContext';
import { optionList } from '../../api/messages/validationText';
import type { WrongOptions } from '../../api/metadata/wrongOptions';
import type { WhereItem } from '../../api/request/WhereItem';
import { listedEntityType } from '../entered/listedEntityType';
import type { ParameterReader } from '../reading/Parameter';

/**
 * Says which values of conditions are no option of their field: such a condition finds nothing, or everything, without a word. It is no refusal, because
 * records keep options that were removed from the list, and it must be possible to find them. A look-up that fails means no hint.
 */
export async function hintAtWrongOptions(
	reader: ParameterReader,
	{ kinds, parameter }: ConditionContext,
	where: WhereItem[],
): Promise<void> {
	const compared = comparedOptions(where, kinds);
	if (!compared.size) return;
	for (const [attribute, values] of compared) {
		const wrong = await wrongOptions(reader, attribute, values).catch(() => undefined);
		if (wrong)
			reader.hintOnce(
				`“${wrong.label}” in “${parameter}” is compared with values that are not among its options (${optionList(wrong.possible)}):`,
				wrong.values,
			);
	}
}

async function wrongOptions(reader: ParameterReader, attribute: string, values: string[]): Promise<WrongOptions | undefined> {
	return await reader.metadata.wrongOptions(await listedEntityType(reader), attribute, values);
}
