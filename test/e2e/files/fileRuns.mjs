import { createHash, randomBytes } from 'node:crypto';
import { Failure } from '../../../scripts/Failure.mjs';
import { postFile, postJson } from './post.mjs';

const MEGABYTE = 1024 * 1024;
const TEMPLATE = { name: 'Offer', entityType: 'Opportunity', body: '<p>{{name}}</p>' };

/** What a person types and what file systems allow: umlauts, quotes of all kinds, emoji, spaces. */
export const HOSTILE_NAME = 'Größe “Ä” \'n "Zitat" 100% & 😀 漢字.pdf';

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @throws Failure with both where they differ */
export function requireSame(what, found, wanted) {
	if (JSON.stringify(found) !== JSON.stringify(wanted))
		throw new Failure(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
}

/** The only file of a field of a record in EspoCRM, as it is stored. */
export async function storedFile(sandbox, path, field) {
	const record = await sandbox.request('full', { method: 'GET', path });
	const ids = record[`${field}Ids`] ?? [];
	if (ids.length !== 1) throw new Failure(`${path} has ${ids.length} files in “${field}” instead of one`);
	return { name: record[`${field}Names`][ids[0]], bytes: await sandbox.file('full', ids[0]) };
}

/** Sends a file of random bytes through the workflow roundTrip: EspoCRM and what n8n has of the download are the same as it. */
export async function runRoundTrip(url, sandbox, megabytes) {
	const assignedUserId = sandbox.users.full.id;
	const task = await sandbox.request('full', { method: 'POST', path: 'Task', body: { name: 'Files', assignedUserId } });
	const bytes = randomBytes(megabytes * MEGABYTE);
	const address = `${url}/webhook/e2e-round-trip?task=${task.id}`;
	const { sha256: downloaded } = await postFile(address, { field: 'data', name: 'large.bin', bytes });
	const stored = await storedFile(sandbox, `Task/${task.id}`, 'attachments');
	requireSame('The file in EspoCRM', [stored.name, sha256(stored.bytes)], ['large.bin', sha256(bytes)]);
	requireSame('The file from EspoCRM', downloaded, sha256(bytes));
	return `${megabytes} MB`;
}

/** Has an opportunity printed and mailed by the workflow mailedPdf: the e-mail belongs to the opportunity and carries the PDF. */
export async function runMailedPdf(url, sandbox) {
	const create = async (type, body) => (await sandbox.request('full', { method: 'POST', path: type, body })).id;
	const name = 'Müller & “Söhne”';
	const opportunity = await create('Opportunity', { name, amount: 1, closeDate: '2026-12-01' });
	const template = await create('Template', TEMPLATE);
	const sent = await postJson(`${url}/webhook/e2e-mailed-pdf`, { opportunity, template });
	const where = `where[0][type]=equals&where[0][attribute]=parentId&where[0][value]=${opportunity}`;
	const { list } = await sandbox.request('full', { method: 'GET', path: `Email?select=name,status,parentType&${where}` });
	const history = list.map(({ id, name, status, parentType }) => [id, name, status, parentType]);
	requireSame('The history', history, [[sent.id, `Your offer ${name}.pdf`, 'Sent', 'Opportunity']]);
	const { bytes, ...pdf } = await storedFile(sandbox, `Email/${sent.id}`, 'attachments');
	requireSame('The name of the PDF', pdf.name, `${name}.pdf`);
	const text = bytes.toString();
	if (!/^%PDF-[^]*%%EOF\s*$/.test(text) || !text.includes(name)) throw new Failure(`What was sent is no PDF of it: ${text.slice(0, 200)}`);
}
