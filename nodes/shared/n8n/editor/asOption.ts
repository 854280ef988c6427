import type { INodePropertyOptions } from 'n8n-workflow';

interface Labelled {
	name: string;
	label: string;
}

/** What a drop-down shows for something that EspoCRM has a label for. */
export function asOption({ name, label }: Labelled): INodePropertyOptions {
	return { name: label, value: name };
}

/** The same with the technical name below the label. */
export function asNamedOption({ name, label }: Labelled): INodePropertyOptions {
	return { name: label, value: name, description: name };
}

/** For lists in which a person looks for a name. */
export function byName(a: INodePropertyOptions, b: INodePropertyOptions): number {
	return a.name.localeCompare(b.name);
}
