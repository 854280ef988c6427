import type { Espo } from '../Espo';
import type { JsonObject } from '../Json';
import { relationOf, type Relation } from '../schema/relationOf';

interface Ends {
	espo: Espo;
	entityType: string;
	id: string;
	link: string;
	foreignId: string;
}

const accountContacts = 'Account.contacts~Contact.accounts';
const find = ({ espo, entityType, link }: Ends): Relation => {
	const relation = relationOf(espo.schema, entityType, link);
	if (!relation) throw new Error(`No link ${entityType}.${link}`);
	return relation;
};

/** Returns whether anything changed. */
export function relate(ends: Ends, columns?: JsonObject): boolean {
	const { espo, id, entityType, link, foreignId } = ends;
	const { kind, name, near, far, foreignType, link: defs } = find(ends);
	if (kind === 'belongsTo') espo.store.update(entityType, id, { [`${link}Id`]: foreignId });
	else if (kind === 'oneToMany') espo.store.update(foreignType, foreignId, { [`${defs.foreign}Id`]: id });
	else if (kind === 'children') espo.store.update(foreignType, foreignId, { parentId: id, parentType: entityType, ...(entityType === 'Account' && { accountId: id }) });
	if (kind !== 'manyToMany') return true;
	const [known] = espo.store.rows(`SELECT "columns" FROM "relation" WHERE "name" = ? AND "${near}" = ? AND "${far}" = ?`, [name, id, foreignId]);
	const status = Object.keys(defs.columnAttributeMap ?? {}).includes('status') ? { status: 'None' } : {};
	const merged = JSON.stringify({ ...(known ? (JSON.parse(String(known.columns)) as JsonObject) : status), ...columns });
	espo.store.run(`INSERT OR REPLACE INTO "relation" ("name", "${near}", "${far}", "columns") VALUES (?, ?, ?, ?)`, [name, id, foreignId, merged]);
	if (name === accountContacts) {
		// The first account of a contact becomes its primary one.
		const [contact, account] = entityType === 'Contact' ? [id, foreignId] : [foreignId, id];
		espo.store.run('UPDATE "Contact" SET "accountId" = ? WHERE "id" = ? AND "accountId" IS NULL', [account, contact]);
	}
	return known === undefined;
}

export function unrelate(ends: Ends): boolean {
	const { espo, id, entityType, foreignId, link } = ends;
	const { kind, name, near, far, foreignType, link: defs } = find(ends);
	if (kind === 'belongsTo') espo.store.update(entityType, id, { [`${link}Id`]: null });
	else if (kind === 'oneToMany') espo.store.run(`UPDATE "${foreignType}" SET "${defs.foreign}Id" = NULL WHERE "id" = ? AND "${defs.foreign}Id" = ?`, [foreignId, id]);
	else if (kind === 'children') espo.store.run(`UPDATE "${foreignType}" SET "parentId" = NULL, "parentType" = NULL WHERE "id" = ? AND "parentId" = ?`, [foreignId, id]);
	if (kind !== 'manyToMany') return true;
	const known = espo.store.rows(`SELECT 1 FROM "relation" WHERE "name" = ? AND "${near}" = ? AND "${far}" = ?`, [name, id, foreignId]).length > 0;
	espo.store.run(`DELETE FROM "relation" WHERE "name" = ? AND "${near}" = ? AND "${far}" = ?`, [name, id, foreignId]);
	return known;
}
