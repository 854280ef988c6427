const QUERY = '?entryPoint=';

/** The address of an entry point below the site. The API has none like it. @param name e.g. `pdf` */
export function entryPointPath(name: string): string {
	return `/${QUERY}${name}`;
}

/** Whether an address without a host is that of an entry point. */
export function isEntryPointPath(path: string): boolean {
	return path.startsWith(`/${QUERY}`);
}
