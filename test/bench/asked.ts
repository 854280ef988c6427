import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The next message of a process. */
export async function told<Answer>(process: ChildProcess): Promise<Answer> {
	return ((await once(process, 'message')) as [Answer])[0];
}

/** What a process answers to a message. */
export async function asked<Answer>(process: ChildProcess, message: object | number | string): Promise<Answer> {
	const answer = told<Answer>(process);
	process.send(message);
	return await answer;
}
