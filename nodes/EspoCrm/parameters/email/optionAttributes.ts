import type { JsonObject } from '../../../shared/api/values/Json';

interface Options {
	assignedUserId?: string;
	bcc: string[];
	cc: string[];
	from?: string;
	replyTo: string[];
	teamsIds: string[];
}

/** What the options say; those that were not given are left out. */
export function optionAttributes({ assignedUserId, bcc, cc, from, replyTo, teamsIds }: Options): JsonObject {
	const lists = Object.entries({ bcc, cc, replyTo }).filter(([, addresses]) => addresses.length);
	return {
		...Object.fromEntries(lists.map(([name, addresses]) => [name, addresses.join(';')])),
		...(from === undefined ? {} : { from }),
		...(assignedUserId === undefined ? {} : { assignedUserId }),
		...(teamsIds.length ? { teamsIds } : {}),
	};
}
