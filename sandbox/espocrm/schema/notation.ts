/*
 * The notation of entityTypes.json, in which a whole EspoCRM fits on a page:
 *
 *   fields     = field { " " field }
 *   field      = word ":" word [ "(" parameters ")" ] { flag } [ "=" word ] [ columns ]
 *   flag       = "!" required | "?" required by 7.5 | "*" audited | "-" read-only | "~" not stored | "%" only a part or view of something else
 *   parameters = any text without ")", e.g. options with commas between them; ">Entity.field" has those of another field
 *   links      = link { " " link }
 *   link       = word direction [ word ] [ "." word ] [ "*" ] [ columns ]          name, entity type, link at the other end, audited
 *   direction  = ">" has many | "^" belongs to | "/" children
 *   columns    = "{" word "=" word { "," word "=" word } "}"                       column of the relation, attribute that shows it
 *   word       = one or more letters, digits and underscores
 */

export type Flag = '!' | '?' | '*' | '-' | '~' | '%';
export type FieldSketch = {
	name: string;
	type: string;
	parameters?: string;
	flags: ReadonlySet<Flag>;
	initial?: string;
	columns?: Record<string, string>;
};
export type LinkSketch = {
	name: string;
	direction: '>' | '^' | '/';
	entity: string;
	foreign: string;
	audited: boolean;
	columns?: Record<string, string>;
};

const FLAGS: Flag[] = ['!', '?', '*', '-', '~', '%'];
const DIRECTIONS: Array<LinkSketch['direction']> = ['>', '^', '/'];

/** Goes through a text from left to right. */
class Reader {
	private at = 0;
	constructor(private readonly text: string) {}
	isAtEnd = (): boolean => this.at >= this.text.length;
	/** Whether the sign comes next, which is then passed. */
	passes(sign: string): boolean {
		const found = this.text.startsWith(sign, this.at);
		if (found) this.at += sign.length;
		return found;
	}
	/** The one of the signs that comes next, if any. */
	oneOf<Sign extends string>(signs: Sign[]): Sign | undefined {
		return signs.find((sign) => this.passes(sign));
	}
	require(sign: string): void {
		if (!this.passes(sign)) this.refuse(`“${sign}”`);
	}
	refuse(wanted: string): never {
		throw new Error(`entityTypes.json: ${wanted} is missing at “${this.text.slice(this.at, this.at + 30)}”`);
	}
	/** Everything before the sign, which is passed too. */
	before(sign: string): string {
		const end = this.text.indexOf(sign, this.at);
		if (end < 0) this.refuse(`“${sign}”`);
		const found = this.text.slice(this.at, end);
		this.at = end + sign.length;
		return found;
	}
	/** Empty where none comes next. */
	optionalWord(): string {
		const start = this.at;
		while (/\w/.test(this.text.charAt(this.at))) this.at += 1;
		return this.text.slice(start, this.at);
	}
	word = (): string => this.optionalWord() || this.refuse('a word');
}

function list<Sketch>(text: string, read: (reader: Reader) => Sketch): Sketch[] {
	const reader = new Reader(text);
	const found: Sketch[] = [];
	while (!reader.isAtEnd()) {
		if (found.length) reader.require(' ');
		found.push(read(reader));
	}
	return found;
}

function columns(reader: Reader): Record<string, string> | undefined {
	if (!reader.passes('{')) return undefined;
	const found: Record<string, string> = {};
	do {
		const column = reader.word();
		reader.require('=');
		found[column] = reader.word();
	} while (reader.passes(','));
	reader.require('}');
	return found;
}

function flags(reader: Reader): Set<Flag> {
	const found = new Set<Flag>();
	for (let flag = reader.oneOf(FLAGS); flag; flag = reader.oneOf(FLAGS)) found.add(flag);
	return found;
}

export const readFields = (text: string): FieldSketch[] =>
	list(text, (reader) => {
		const name = reader.word();
		reader.require(':');
		return {
			name,
			type: reader.word(),
			parameters: reader.passes('(') ? reader.before(')') : undefined,
			flags: flags(reader),
			initial: reader.passes('=') ? reader.word() : undefined,
			columns: columns(reader),
		};
	});

export const readLinks = (text: string): LinkSketch[] =>
	list(text, (reader) => ({
		name: reader.word(),
		direction: reader.oneOf(DIRECTIONS) ?? reader.refuse('a direction'),
		entity: reader.optionalWord(),
		foreign: reader.passes('.') ? reader.word() : '',
		audited: reader.passes('*'),
		columns: columns(reader),
	}));
