import type { INodeProperties } from 'n8n-workflow';
import { operations, resources } from '../nodes/EspoCrm/operations';

type Operation = (typeof operations)[number];

/** The text of docs/operations.md: every operation of the registry with its parameters. */
export function operationsPage(): string {
	const ofResource = (resource: string) => byName(operations.filter((operation) => operation.resource === resource));
	const shown = byName(resources).map(({ name, value }) => ({ name, own: ofResource(value) }));
	const overview = shown.flatMap(({ name, own }) =>
		own.map((operation) => row(name, `[${operation.name}](#${anchorOf(name, operation)})`, sentence(operation.description))),
	);
	const sections = shown.flatMap(({ name, own }) => [`## ${name}`, ...own.map((operation) => section(name, operation))]);
	const table = [row('Resource', 'Operation', 'What it does'), row('---', '---', '---'), ...overview].join('\n');
	return `${['# Operations', MADE, table, ...sections].join('\n\n')}\n`;
}

const MADE = 'The operations of the **EspoCRM** node. `npm run docs` generates this page from the code.';

function section(resource: string, operation: Operation): string {
	const properties = shownOnce(operation.parameters.flatMap((parameter) => parameter.properties));
	const rows = properties.flatMap((property) => rowsOf(property, properties));
	const needs = operation.needs ? [sentence(operation.needs)] : [];
	const table = [row('Parameter', 'Meaning'), row('---', '---'), ...rows].join('\n');
	return [`### ${resource}: ${operation.name}`, sentence(operation.description), ...needs, TWICE[operation.effect], table].join('\n\n');
}

/** What a user needs to know before n8n does all items of a run again. */
const TWICE: Record<Operation['effect'], string> = {
	read: "Safe with n8n's *Retry On Fail*: it changes nothing.",
	repeatable: "Safe with n8n's *Retry On Fail*: done a second time, it leaves the same state.",
	once: "Not safe with n8n's *Retry On Fail*: items that were done before the failure are done a second time.",
	job: "Not safe with n8n's *Retry On Fail*: what was started before the failure is started a second time.",
};

/** As GitHub makes it of the heading. */
function anchorOf(resource: string, { name }: Operation): string {
	return `${resource} ${name}`.toLowerCase().replace(/ /g, '-');
}

/** The same parameter can stand there several times, e.g. as the text of an expression; the one with an editor of its own is the last. */
function shownOnce(properties: INodeProperties[]): INodeProperties[] {
	const last = new Map(properties.map((property) => [property.displayName, property]));
	return [...last.values()].filter(({ type }) => type !== 'hidden');
}

function optionsOf({ type, options = [] }: INodeProperties): INodeProperties[] {
	return type === 'collection' ? shownOnce(options as INodeProperties[]) : [];
}

function rowsOf(property: INodeProperties, siblings: INodeProperties[]): string[] {
	const { displayName, required } = property;
	const options = optionsOf(property).map((option) => row(`${displayName} › ${option.displayName}`, meaningOf(option, siblings)));
	const meaning = meaningOf(property, siblings);
	return meaning || !options.length ? [row(`**${displayName}**${required ? ' (required)' : ''}`, meaning), ...options] : options;
}

function meaningOf(property: INodeProperties, siblings: INodeProperties[]): string {
	return [conditionOf(property, siblings), sentence(plain(property.description ?? '')), choicesOf(property)].filter(Boolean).join(' ');
}

/** With which choices of other parameters it is shown. */
function conditionOf({ displayOptions }: INodeProperties, siblings: INodeProperties[]): string {
	const conditions = Object.entries(displayOptions?.show ?? {}).flatMap(([key, values]) => {
		const sibling = siblings.find(({ name }) => name === key);
		return sibling ? [`*${sibling.displayName}*: ${(values ?? []).map((value) => nameOf(sibling, value)).join(' or ')}`] : [];
	});
	return conditions.length ? `(${conditions.join(', ')})` : '';
}

function nameOf({ type, options = [] }: INodeProperties, value: unknown): string {
	if (type === 'boolean') return value ? 'on' : 'off';
	return String(options.find((option) => 'value' in option && option.value === value)?.name ?? value);
}

function choicesOf({ type, options = [] }: INodeProperties): string {
	if (type !== 'options' && type !== 'multiOptions') return '';
	return options.length ? `Choices: ${options.map(({ name }) => `*${name}*`).join(', ')}.` : '';
}

/** Without what n8n's linter asks for in each description of a drop-down. */
function plain(description: string): string {
	return description.replace(/\s*Choose from the list, or specify .*/, '').replace(/<[^>]+>/g, '');
}

function sentence(text: string): string {
	return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}

function row(...cells: string[]): string {
	return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
}

function byName<Named extends { name: string }>(list: Named[]): Named[] {
	return [...list].sort((a, b) => a.name.localeCompare(b.name));
}
