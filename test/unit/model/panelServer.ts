import type { Answer, Received } from '../../engine/server/startServer';

interface Described {
	/** Of `Metadata`: `entityDefs`, `scopes`, `clientDefs`. */
	metadata: object;
	labels?: object;
	/** Records by entity type; a list of several pages is cut. */
	records?: Record<string, object[]>;
	/** What `App/user` says besides the rights. */
	user?: object;
	settings?: object;
}

const partOf = (whole: unknown, name: string) => (whole as Record<string, unknown> | undefined)?.[name];

/** What a server answers to the lists of a panel. */
export function panelServer({ metadata, labels = {}, records = {}, user = {}, settings = {} }: Described) {
	const types = Object.keys((metadata as { entityDefs?: object }).entityDefs ?? {});
	const table = Object.fromEntries(types.map((type) => [type, { read: 'all', edit: 'all' }]));
	return ({ url }: Received): Answer => {
		const { pathname, searchParams } = new URL(url, 'http://x');
		const path = pathname.replace('/api/v1/', '');
		if (path === 'I18n') return { body: labels };
		if (path === 'App/user') return { body: { acl: { table }, ...user } };
		if (path === 'Settings') return { body: settings };
		if (path === 'Metadata')
			return { body: (searchParams.get('key') ?? '').split('.').filter(Boolean).reduce<unknown>(partOf, metadata) ?? {} };
		const rows = records[path];
		if (!rows) return { status: 403 };
		return { body: { total: rows.length, list: rows } };
	};
}
