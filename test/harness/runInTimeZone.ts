import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { EspoCredentials } from '../../nodes/shared/api/login/EspoCredentials';
import type { RunError } from './runNode';

export interface ZonedRun {
	parameters: INodeParameters;
	items?: IDataObject[];
	/** The workflow's time zone. */
	timezone: string;
}

export interface ZonedResult {
	json: IDataObject[];
	hints: string[];
	error?: RunError;
}

/**
 * Runs the EspoCRM node, several times in a row, in a process whose own time zone is another one: `TZ` can't be changed
 * in a process that runs.
 */
export async function runInTimeZone(timeZone: string, credentials: EspoCredentials, runs: ZonedRun[]): Promise<ZonedResult[]> {
	const script = join(__dirname, 'runInTimeZone.child.ts');
	const running = promisify(execFile)(process.execPath, ['--require', join(__dirname, 'swcRequire.cjs'), script], {
		env: { ...process.env, TZ: timeZone },
		maxBuffer: 50_000_000,
	});
	running.child.stdin?.end(JSON.stringify({ credentials, runs }));
	const { stdout } = await running;
	return JSON.parse(stdout) as ZonedResult[];
}
