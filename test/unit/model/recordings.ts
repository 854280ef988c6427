import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { NO_RECORDINGS, skipped } from '../../contract/server/skipped';

const folder = join(__dirname, '../../../../shared/espocrm');

/** A recording of a real server, for one test; where there is none, that test is skipped. */
export function recording<Content>(file: string): Content {
	const path = join(folder, file);
	return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Content) : skipped(NO_RECORDINGS);
}

/** Declares the tests that are made from a recording; where there is none, one test that is skipped. */
export function withRecording<Content>(file: string, cases: (content: Content) => void): void {
	if (existsSync(join(folder, file))) cases(recording(file));
	else test(file, () => void recording(file));
}
