import { InvalidInput } from '../../../shared/api/values/InvalidInput';
import type { JsonObject } from '../../../shared/api/values/Json';
import type { WrittenValues } from './fieldParameters';

/** The values for many records, among which is no file, because each belongs to one record. @throws InvalidInput where there is one, or no value at all */
export function withoutFiles({ values, uploads: [upload] }: WrittenValues): JsonObject {
	if (upload)
		throw new InvalidInput('Fields', `“${upload.field.field}” takes a file, which belongs to one record`, 'Use Update, or File: Upload.');
	if (!Object.keys(values).length) throw new InvalidInput('Fields', 'There is no value to set', 'Add a field.');
	return values;
}
