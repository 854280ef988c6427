import type { INodeParameters, INodeProperties, NodePropertyTypes } from 'n8n-workflow';

/** What the drop-downs of the table's server offer, by the method that fills them; it may depend on the row. A new method has to be added. */
export type Offered = Record<string, unknown[] | ((row: INodeParameters, property: INodeProperties) => unknown[])>;

/** What a parameter can be filled in from. */
interface Sources {
	/** The parameters beside it. */
	row: INodeParameters;
	/** What the drop-down that a method fills offers. */
	answer: (method: string) => unknown[];
}

/** By type, as far as the parameter says enough of itself. */
const SAMPLES: Partial<Record<NodePropertyTypes, (property: INodeProperties, sources: Sources) => unknown[] | undefined>> = {
	boolean: ({ default: initial }) => [initial !== true],
	number: (property) => exampleOf(property)?.map(Number) ?? [aboveDefault(property)],
	options: (property, { answer }) => (loaded(property, answer) ?? choices(property)).filter((value) => value !== property.default),
	multiOptions: (property, { answer }) =>
		(loaded(property, answer) ?? choices(property).filter((value) => !(property.default as unknown[]).includes(value))).map((value) => [
			value,
		]),
	resourceLocator: ({ modes }, { answer }) =>
		answer(String(modes?.find((mode) => mode.typeOptions?.searchListMethod)?.typeOptions?.searchListMethod)),
	string: texts,
	dateTime: texts,
	json: (property) => exampleOf(property)?.map((example) => JSON.parse(example) as unknown),
	resourceMapper: (_property, { answer }) => answer('mapping'),
};

/**
 * Values that the parameter is made for and that are not its default; from what the parameter says of itself.
 * @param row the parameters beside it
 * @throws when that does not say enough: then it needs a placeholder, options or a method of which the table knows an answer
 */
export function samplesOf(property: INodeProperties, offered: Offered, row: INodeParameters): unknown[] {
	const { type, name, displayName } = property;
	const samples = SAMPLES[type]?.(property, { row, answer: (method) => answerOf(method, offered, row, property) });
	if (!samples) throw new Error(`The table knows no good value for “${displayName}” (${name}, ${type}): give it a placeholder`);
	return samples;
}

function aboveDefault({ default: initial, typeOptions }: INodeProperties): number {
	return Math.max(Number(initial) + 1, Number(typeOptions?.minValue ?? 0));
}

function texts(property: INodeProperties, { row, answer }: Sources): unknown[] | undefined {
	if ('attribute' in row) return answer('conditionValue');
	if ('link' in row && property.name === 'value') return answer('identifyingValue');
	return exampleOf(property);
}

/** n8n shows no placeholder in an editor for JSON, so its hint gives one. */
function exampleOf({ placeholder, hint }: INodeProperties): string[] | undefined {
	const example = (placeholder ?? hint)?.replace(/^e\.g\. /, '');
	return example ? [example] : undefined;
}

function loaded({ typeOptions }: INodeProperties, answer: Sources['answer']): unknown[] | undefined {
	const method = typeOptions?.loadOptionsMethod;
	return method ? answer(method) : undefined;
}

function answerOf(method: string, offered: Offered, row: INodeParameters, property: INodeProperties): unknown[] {
	const answer = offered[method];
	if (!answer) throw new Error(`The table does not know what ${method} offers`);
	return typeof answer === 'function' ? answer(row, property) : answer;
}

export function choices({ options = [] }: INodeProperties): unknown[] {
	return options.map((option) => ('value' in option ? option.value : undefined));
}
