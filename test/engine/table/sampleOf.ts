import type { INodeParameters, INodeProperties } from 'n8n-workflow';

/** What the drop-downs of the table's server offer, by the method that fills them; it may depend on the row. A new method has to be added. */
export type Offered = Record<string, unknown[] | ((row: INodeParameters, property: INodeProperties) => unknown[])>;

/**
 * Values that the parameter is made for and that are not its default; from what the parameter says of itself.
 * @param row the parameters beside it
 * @throws when that does not say enough: then it needs a placeholder, options or a method of which the table knows an answer
 */
export function samplesOf(property: INodeProperties, offered: Offered, row: INodeParameters): unknown[] {
	const { type, typeOptions, default: initial, placeholder, hint, name } = property;
	const method = typeOptions?.loadOptionsMethod;
	const answer = (key: string) => answerOf(key, offered, row, property);
	// n8n shows no placeholder in an editor for JSON.
	const example = (placeholder ?? hint)?.replace(/^e\.g\. /, '');
	switch (type) {
		case 'boolean':
			return [initial !== true];
		case 'number':
			return [Math.max(Number(initial) + 1, Number(typeOptions?.minValue ?? 0))];
		case 'options':
			return (method ? answer(method) : choices(property)).filter((value) => value !== initial);
		case 'multiOptions':
			return (method ? answer(method) : choices(property).filter((value) => !(initial as unknown[]).includes(value))).map((value) => [
				value,
			]);
		case 'resourceLocator':
			return answer(String(property.modes?.find((mode) => mode.typeOptions?.searchListMethod)?.typeOptions?.searchListMethod));
		case 'string':
		case 'dateTime':
			if ('attribute' in row) return answer('conditionValue');
			if ('link' in row && name === 'value') return answer('identifyingValue');
			if (example) return [example];
			break;
		case 'json':
			if (example) return [JSON.parse(example)];
			break;
		case 'resourceMapper':
			return answer('mapping');
		default:
	}
	throw new Error(`The table knows no good value for “${property.displayName}” (${name}, ${type}): give it a placeholder`);
}

function answerOf(method: string, offered: Offered, row: INodeParameters, property: INodeProperties): unknown[] {
	const answer = offered[method];
	if (!answer) throw new Error(`The table does not know what ${method} offers`);
	return typeof answer === 'function' ? answer(row, property) : answer;
}

export function choices({ options = [] }: INodeProperties): unknown[] {
	return options.map((option) => ('value' in option ? option.value : undefined));
}
