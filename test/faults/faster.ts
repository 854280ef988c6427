/** A change of the sources as they are loaded: the text stands there once. */
export interface Edit {
	file: string;
	find: string;
	replace: string;
}

const client = 'nodes/shared/api/client/';

/**
 * The same rules with smaller numbers: nobody waits two real minutes for a time-out, or makes a thousand records for a second page. The
 * relation between the numbers stays.
 */
export const FASTER: Edit[] = [
	{ file: `${client}EspoClient.ts`, find: 'const DEFAULT_TIMEOUT_MS = 120_000;', replace: 'const DEFAULT_TIMEOUT_MS = 4_000;' },
	{ file: `${client}EspoClient.ts`, find: 'const REPEATED_WITHIN_MS = 60_000;', replace: 'const REPEATED_WITHIN_MS = 3_500;' },
	{ file: `${client}EspoClient.ts`, find: 'const DEFAULT_PAGE = 200;', replace: 'const DEFAULT_PAGE = 4;' },
	{ file: `${client}retryDelay.ts`, find: 'const FIRST_WAIT_MS = 500;', replace: 'const FIRST_WAIT_MS = 10;' },
	{ file: 'nodes/shared/api/lists/keyWalk.ts', find: 'const WORTH_SPLITTING = 2_000;', replace: 'const WORTH_SPLITTING = 8;' },
	{ file: 'nodes/shared/api/files/uploadFile.ts', find: 'const SMALL = 1024 * 1024;', replace: 'const SMALL = 60;' },
	{ file: 'nodes/shared/api/metadata/userAccess.ts', find: 'const MEGABYTE = 1024 * 1024;', replace: 'const MEGABYTE = 30;' },
	// Each run looks up for itself what it needs.
	{ file: 'nodes/shared/n8n/transport/metadataCache.ts', find: 'const KEPT_FOR_MS = 60_000;', replace: 'const KEPT_FOR_MS = 0;' },
];

/** How long a request may take under these. */
export const TIMEOUT_MS = 4_000;
