import { htmlTokens, type HtmlTag } from './htmlTokens';

export type BodyForm = 'text' | 'markdown';

/** Tags that begin a line of their own, with the line breaks around them. */
const BLOCKS: Record<string, number> = {
	...{ address: 1, article: 1, div: 1, dd: 1, dl: 2, dt: 1, footer: 1, header: 1, li: 1, section: 1, tr: 1 },
	...{ blockquote: 2, h1: 2, h2: 2, h3: 2, h4: 2, h5: 2, h6: 2, ol: 2, p: 2, pre: 2, table: 2, ul: 2 },
};
const MARKS: Record<string, string> = { b: '**', strong: '**', i: '_', em: '_', code: '`', s: '~~', del: '~~' };

/** Those that have no content. */
const EMPTY = ['br', 'hr', 'img', 'input', 'link', 'meta', 'col', 'wbr'];
/** No person's e-mail goes deeper; where one does, what is within counts as beside. */
const DEEPEST = 100;
const isList = (name: string): boolean => ['ul', 'ol'].includes(name);

interface Open extends HtmlTag {
	/** Where its content begins. */
	start: number;
	/** Of a list: how many entries it has. */
	count: number;
}

/** The HTML of an e-mail as plain text or Markdown. Whatever the HTML is, it throws nothing. */
export function bodyText(html: string, form: BodyForm): string {
	const open: Open[] = [];
	const parts: string[] = [];
	let breaks = 0;
	/** What stands last in the text. */
	let last = '';

	const isIn = (name: string) => open.some((tag) => tag.name === name);
	const quotes = () => '> '.repeat(form === 'markdown' ? open.filter(({ name }) => name === 'blockquote').length : 0);
	const separate = (count: number) => void (breaks = Math.max(breaks, count));
	const separateBlock = (name: string) => separate(isList(name) && isIn('li') ? 1 : (BLOCKS[name] ?? 0));
	const add = (part: string) => {
		parts.push(parts.length ? `\n${quotes()}`.repeat(breaks) : quotes(), part);
		breaks = 0;
		last = part || last;
	};
	const write = (part: string) => {
		if (isIn('pre')) return add(part.replace(/\n/g, `\n${quotes()}`));
		const isAtStart = !parts.length || breaks > 0 || /\s$/.test(last);
		const flowing = part.replace(/[ \t\r\n\f]+/g, ' ').replace(isAtStart ? /^ / : /^$/, '');
		if (flowing) add(flowing);
	};

	/** What a tag writes before its content. */
	const starts: Record<string, (tag: HtmlTag) => void> = {
		br: () => separate(breaks + 1),
		hr() {
			separate(2);
			if (form === 'markdown') add('---');
			separate(2);
		},
		img: ({ attributes }) => write(imageText(attributes, form)),
		td: () => (breaks || !parts.length ? undefined : add(' | ')),
		li() {
			const lists = open.filter(({ name }) => isList(name));
			const list = lists[lists.length - 1];
			if (list) list.count++;
			add(`${'  '.repeat(Math.max(0, lists.length - 1))}${list?.name === 'ol' ? `${list.count}.` : '-'} `);
		},
		h: ({ name }) => (form === 'markdown' ? add(`${'#'.repeat(Number(name[1]))} `) : undefined),
	};
	const begin = (tag: HtmlTag) => {
		const { name } = tag;
		separateBlock(name);
		starts[/^h[1-6]$/.test(name) ? 'h' : name]?.(tag);
		if (MARKS[name] ?? name === 'a') add('');
		if (!EMPTY.includes(name) && open.length < DEEPEST) open.push({ ...tag, start: parts.length, count: 0 });
	};
	const end = (name: string) => {
		const at = open.map((tag) => tag.name).lastIndexOf(name);
		const [tag] = at < 0 ? [] : open.splice(at);
		separateBlock(name);
		if (!tag || breaks > 0) return;
		const isWrapped = name === 'a' || name in MARKS;
		const inner = isWrapped ? parts.splice(tag.start).join('') : '';
		const shown = inner.trim();
		if (isWrapped) parts.push(!shown || /\n/.test(shown) ? inner : inner.replace(shown, () => wrapped(tag, shown, form)));
	};

	for (const token of htmlTokens(html)) {
		if (typeof token === 'string') write(token);
		else if (token.isEnd) end(token.name);
		else begin(token);
	}
	return parts
		.join('')
		.replace(/\u00a0/g, ' ')
		.replace(/[ \t]+$/gm, '')
		.trim();
}

function wrapped({ name, attributes }: Open, shown: string, form: BodyForm): string {
	const { href = '' } = attributes;
	if (name === 'a' && /^(https?|mailto|tel):/i.test(href)) {
		if (form === 'markdown') return `[${shown}](${href})`;
		return href.includes(shown) ? shown : `${shown} (${href})`;
	}
	const mark = form === 'markdown' ? MARKS[name] : undefined;
	return mark ? `${mark}${shown}${mark}` : shown;
}

function imageText({ src = '', alt = '' }: HtmlTag['attributes'], form: BodyForm): string {
	// What is written out in the body is no address.
	return form === 'markdown' && /^https?:/i.test(src) ? `![${alt}](${src})` : alt;
}
