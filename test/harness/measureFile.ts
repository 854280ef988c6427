import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { EspoCredentials } from '../../nodes/shared/api/login/EspoCredentials';

export interface FileRun {
	credentials: EspoCredentials;
	parameters: INodeParameters;
	/** Where n8n keeps files. */
	mode: 'filesystem' | 'memory' | 's3';
	/** What n8n needs for the mode, as environment variables. */
	settings?: Record<string, string>;
	/** How large the file “data” of the input is; none without. */
	fileBytes?: number;
}

export interface FileRunResult {
	json: IDataObject[];
	error?: string;
	/** How many bytes were held at the same time at most, above those before the run. */
	peak: number;
	/** Of the first file of the output, where n8n keeps it in its store. */
	hash?: string;
}

/** Runs the EspoCRM node on a file in a process of its own, and looks how much memory it holds. */
export async function measureFile(run: FileRun): Promise<FileRunResult> {
	const script = join(__dirname, 'measureFile.child.ts');
	const args = ['--expose-gc', '--require', join(__dirname, 'swcRequire.cjs'), script];
	const N8N_DEFAULT_BINARY_DATA_MODE = run.mode === 'memory' ? 'default' : run.mode;
	const env = { ...process.env, ...run.settings, N8N_DEFAULT_BINARY_DATA_MODE, N8N_RESTRICT_FILE_ACCESS_TO: '' };
	const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
	let [output, errors] = ['', ''];
	child.stdout.on('data', (data) => (output += String(data)));
	child.stderr.on('data', (data) => (errors += String(data)));
	child.stdin.end(JSON.stringify(run));
	const code = await new Promise((resolve) => child.once('close', resolve));
	if (code !== 0) throw new Error(`The run ended with ${String(code)}: ${errors.slice(-2_000)}`);
	return JSON.parse(output) as FileRunResult;
}
