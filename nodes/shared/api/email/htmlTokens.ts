export interface HtmlTag {
	/** In lower case. */
	name: string;
	isEnd: boolean;
	attributes: Partial<Record<string, string>>;
}

const TOKEN = /<!--[\s\S]*?(?:-->|$)|<![^<>]*>|<(\/?)([a-z][a-z\d]*)((?:"[^"]*"|'[^']*'|[^'"<>])*)>|[^<]+|</gi;
const ATTRIBUTE = /([a-z][\w-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
/** Whose content is no text. */
const SILENT = ['script', 'style', 'head', 'title'];

const NAMED: Partial<Record<string, string>> = {
	...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', copy: '©', reg: '®', euro: '€', pound: '£', sect: '§' },
	...{ hellip: '…', ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bdquo: '„', laquo: '«', raquo: '»' },
	...{ auml: 'ä', ouml: 'ö', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', szlig: 'ß', eacute: 'é', egrave: 'è', agrave: 'à', bull: '•' },
};

/** The text and tags of HTML in their order, without comments, styles and scripts. */
export function* htmlTokens(html: string): Generator<string | HtmlTag> {
	let silent: string | undefined;
	for (const [whole, slash, name, attributes = ''] of html.matchAll(TOKEN)) {
		const tag = name?.toLowerCase();
		if (silent) {
			if (tag === silent && slash) silent = undefined;
		} else if (tag && SILENT.includes(tag)) {
			silent = slash ? undefined : tag;
		} else if (tag) {
			yield { name: tag, isEnd: slash === '/', attributes: attributesIn(attributes) };
		} else if (!whole.startsWith('<!')) {
			yield decoded(whole);
		}
	}
}

function attributesIn(text: string): HtmlTag['attributes'] {
	return Object.fromEntries(
		[...text.matchAll(ATTRIBUTE)].map(([, name = '', a, b, c]) => [name.toLowerCase(), decoded(a ?? b ?? c ?? '')]),
	);
}

function decoded(text: string): string {
	return text.replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
		if (name) return NAMED[name] ?? whole;
		const code = decimal ? Number(decimal) : parseInt(hex ?? '', 16);
		return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
	});
}
