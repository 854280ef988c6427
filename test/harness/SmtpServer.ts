import { createServer, type Server, type Socket } from 'node:net';

/** An e-mail as it came over the wire. */
export interface DeliveredMail {
	/** Of the envelope. */
	from: string;
	to: string[];
	subject: string;
	/** All of its parts, decoded. */
	text: string;
	headers: string;
	/** The names of its files. */
	files: string[];
	/** The pictures that the HTML shows from within the e-mail. */
	contentIds: string[];
}

/** A recipient that is refused. */
export const REFUSED = 'refused@example.com';

/** A mail server that takes every e-mail, keeps it, and sends it nowhere. */
export class SmtpServer {
	readonly mails: DeliveredMail[] = [];
	private constructor(private readonly server: Server) {}

	/** @throws Error when the port is taken */
	static async listen(port: number): Promise<SmtpServer> {
		const server = createServer();
		const smtp = new SmtpServer(server);
		server.on('connection', (socket) => smtp.talk(socket));
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(port, '127.0.0.1', resolve);
		});
		return smtp;
	}

	async close(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	private talk(socket: Socket): void {
		let [unread, from, data]: [string, string, string | undefined] = ['', '', undefined];
		let to: string[] = [];
		const say = (line: string) => void socket.write(`${line}\r\n`);
		const command = (line: string) => {
			const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
			if (/^(EHLO|HELO)/i.test(line)) return say('250 mail.example.com');
			if (/^MAIL/i.test(line)) [from, to] = [address, []];
			if (/^RCPT/i.test(line)) {
				if (address === REFUSED) return say('550 No such user here');
				to.push(address);
			}
			if (/^DATA/i.test(line)) {
				data = '';
				return say('354 Go ahead');
			}
			if (/^QUIT/i.test(line)) {
				say('221 Bye');
				return void socket.end();
			}
			say('250 OK');
		};
		socket.on('error', () => undefined);
		socket.on('data', (chunk) => {
			unread += chunk.toString('latin1');
			for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
				const line = unread.slice(0, end);
				unread = unread.slice(end + 2);
				if (data === undefined) command(line);
				else if (line !== '.') data += `${line.replace(/^\.\./, '.')}\r\n`;
				else {
					this.mails.push(delivered(from, to, data));
					data = undefined;
					say('250 OK');
				}
			}
		});
		say('220 mail.example.com');
	}
}

/** A long one comes in pieces. */
function fileNameIn(headers: string): string | undefined {
	const pieces = [...headers.matchAll(/filename\*\d+\*?=(?:utf-8'')?"?([^";\r\n]+)/gi)].map(([, piece = '']) => piece);
	return pieces.length ? pieces.join('') : /filename\*?=(?:utf-8'')?"?([^";\r\n]+)/i.exec(headers)?.[1];
}

interface Part {
	headers: string;
	content: string;
}

function delivered(from: string, to: string[], raw: string): DeliveredMail {
	const whole = partOf(raw);
	const parts = leaves(whole);
	const names = parts.map(({ headers }) => fileNameIn(headers));
	const ids = parts.map(({ headers }) => /^content-id: *<([^>]+)>/im.exec(headers)?.[1]);
	return {
		from,
		to,
		subject: decodedWords(/^subject: *(.*)$/im.exec(whole.headers)?.[1] ?? ''),
		text: parts
			.filter(({ headers }) => /^content-type: *text\//im.test(headers))
			.map(decoded)
			.join('\n'),
		headers: whole.headers,
		files: names.filter((name) => name !== undefined).map((name) => decodeURIComponent(decodedWords(name))),
		contentIds: ids.filter((id) => id !== undefined),
	};
}

/** Headers are unfolded. */
function partOf(raw: string): Part {
	const end = raw.indexOf('\r\n\r\n');
	return { headers: raw.slice(0, end).replace(/\r\n[ \t]+/g, ' '), content: raw.slice(end + 4) };
}

function leaves(part: Part): Part[] {
	const boundary = /boundary="?([^";\r\n]+)/i.exec(part.headers)?.[1];
	if (!boundary) return [part];
	return part.content
		.split(`--${boundary}`)
		.slice(1, -1)
		.flatMap((inner) => leaves(partOf(inner.replace(/^\r\n/, ''))));
}

function decoded({ headers, content }: Part): string {
	if (/encoding: *base64/i.test(headers)) return Buffer.from(content, 'base64').toString();
	if (!/encoding: *quoted-printable/i.test(headers)) return Buffer.from(content, 'latin1').toString();
	return fromQuoted(content.replace(/=\r\n/g, ''));
}

function fromQuoted(text: string): string {
	return Buffer.from(
		text.replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
		'latin1',
	).toString();
}

function decodedWords(text: string): string {
	return text
		.replace(/\?= =\?/g, '?==?')
		.replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
			kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString() : fromQuoted(word.replace(/_/g, ' ')),
		);
}
