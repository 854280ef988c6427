import { startService } from './startService.mjs';

const preload = new URL('./endWithParent.preload.mjs', import.meta.url).href;

async function answers(url) {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(2000) })).status < 500;
	} catch {
		return false;
	}
}

/** Starts a Node.js server and waits until `url` answers. The result is that of `startService`. */
export async function startServer({ node, args, url, ...options }) {
	return await startService({ ...options, command: node, args: ['--import', preload, ...args], isUp: () => answers(url) });
}
