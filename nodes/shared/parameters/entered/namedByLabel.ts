import { InvalidInput } from '../../api/values/InvalidInput';
import type { ParameterReader } from '../reading/Parameter';
import { listedEntityType } from './listedEntityType';

/**
 * A refusal that names its field as the user's EspoCRM shows it, e.g. “Close Date” instead of “closeDate”. For what is refused after
 * the kinds of the fields were looked up: the labels cost three more requests then, once, and none otherwise.
 */
export async function namedByLabel(error: unknown, attributes: string[], reader: ParameterReader): Promise<unknown> {
	const attribute = error instanceof InvalidInput ? attributes.find((name) => error.message.includes(`“${name}”`)) : undefined;
	if (attribute === undefined || !(error instanceof InvalidInput)) return error;
	const label = await labelOf(attribute, reader).catch(() => undefined);
	return label ? new InvalidInput(error.parameter, error.message.replaceAll(`“${attribute}”`, `“${label}”`), error.hint) : error;
}

async function labelOf(attribute: string, reader: ParameterReader): Promise<string | undefined> {
	return await reader.metadata.fieldLabel(await listedEntityType(reader), attribute);
}
