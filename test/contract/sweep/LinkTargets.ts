import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../server/Api';
import type { TestedEspo } from '../server/TestedEspo';

/** What a new record needs besides a name, or instead of it. */
const NEEDED: Record<string, IDataObject> = {
	Email: { status: 'Draft', from: 'n8n-contract@example.com' },
	KnowledgeBaseCategory: { order: 1 },
	Opportunity: { amount: 1, closeDate: '2026-12-24', probability: 10 },
	Template: { entityType: 'Account' },
	Call: { dateStart: '2026-11-23 10:00:00', dateEnd: '2026-11-23 11:00:00' },
	Meeting: { dateStart: '2026-11-23 10:00:00', dateEnd: '2026-11-23 11:00:00' },
};
const PERSONS = ['Contact', 'Lead'];
/** Many records link to these: what others have made is left alone. */
const ALWAYS_NEW = ['Account', 'Contact'];

/** Two records of each type that a link can lead to: those that the server has, else new ones, made by an administrator where the API user may not. */
export class LinkTargets {
	private readonly known = new Map<string, Promise<string[]>>();
	private readonly made: Array<{ by: Api; entityType: string; id: string }> = [];

	constructor(private readonly espo: TestedEspo) {}

	/** @returns fewer than two where neither user may make them */
	async idsOf(entityType: string): Promise<string[]> {
		const known = this.known.get(entityType) ?? this.findOrMake(entityType);
		this.known.set(entityType, known);
		return await known;
	}

	async remove(): Promise<void> {
		for (const { by, entityType, id } of this.made.reverse()) await by.remove(entityType, id).catch(() => undefined);
	}

	private async findOrMake(entityType: string): Promise<string[]> {
		if (!entityType) return [];
		if (entityType === 'User') return [this.espo.me.user.id];
		const found = ALWAYS_NEW.includes(entityType) ? [] : await this.find(entityType);
		const by = this.espo.can(entityType, 'create') ? this.espo.api : this.espo.admin;
		while (by && found.length < 2) {
			const name = { [PERSONS.includes(entityType) ? 'lastName' : 'name']: this.nameFor(entityType, found.length) };
			const { status, body } = await by.send('POST', entityType, { ...name, ...NEEDED[entityType] }, { 'X-Skip-Duplicate-Check': 'true' });
			// Not every type has records that a user makes.
			if (status >= 300) break;
			const { id } = body as { id: string };
			this.made.push({ by, entityType, id });
			found.push(id);
		}
		return found;
	}

	private nameFor(entityType: string, index: number): string {
		return entityType === 'EmailAddress' ? `${this.espo.prefix}.linked${index}@example.com` : this.espo.name(`linked ${index}`);
	}

	private async find(entityType: string): Promise<string[]> {
		for (const by of [this.espo.api, this.espo.admin]) {
			const { status, body } = (await by?.send('GET', `${entityType}?maxSize=2&select=id`)) ?? {};
			if (status === 200) return (body as { list: Array<{ id: string }> }).list.map(({ id }) => id);
		}
		return [];
	}
}
