import { attributesOfFields } from '../../../../nodes/shared/api/metadata/entityFields';
import { inWritingOrder } from '../../../../nodes/shared/api/metadata/writingOrder';
import type { JsonObject } from '../../../../nodes/shared/api/values/Json';

const ordered = (fields: Record<string, JsonObject>) =>
	inWritingOrder(
		attributesOfFields(fields).map((attribute) => ({
			...attribute,
			label: attribute.name,
			definition: fields[attribute.name] ?? fields[attribute.field] ?? {},
		})),
	).map(({ name }) => name);

test('the name first, then what is required with what belongs to it, then the rest as EspoCRM has it', () =>
	expect(
		ordered({
			website: { type: 'url' },
			amount: { type: 'currency', required: true },
			amountCurrency: { type: 'enum' },
			description: { type: 'text' },
			stage: { type: 'enum', required: true },
			name: { type: 'varchar', required: true },
		}),
	).toEqual(['name', 'amount', 'amountCurrency', 'amountConverted', 'stage', 'website', 'description']));

test('the parts of the name of a person come in its order', () =>
	expect(ordered({ title: { type: 'varchar' }, name: { type: 'personName', required: true } })).toEqual([
		'salutationName',
		'firstName',
		'middleName',
		'lastName',
		'name',
		'title',
	]));

test('a required field behind one whose name it does not begin with stands before that', () =>
	expect(ordered({ a: { type: 'varchar' }, b: { type: 'varchar', required: true }, bcc: { type: 'varchar' } })).toEqual(['b', 'bcc', 'a']));
