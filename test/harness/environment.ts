import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setSafeRegexEngine } from 'n8n-workflow/dist/cjs/safe-regex.js';

// n8n-core writes a settings file as soon as it is loaded, so this module must be imported before it.
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-test-'));
process.env.N8N_ENCRYPTION_KEY ??= 'test-key';
// n8n logs each failed execution; the tests look at them themselves.
process.env.N8N_LOG_LEVEL ??= 'silent';

// n8n gives up on a pattern after 250 ms of wall time, which now and then passes on a busy machine.
const regex = (pattern: string, flags = '') => new RegExp(pattern, flags);
setSafeRegexEngine({
	exec: (pattern, input, flags) => regex(pattern, flags).exec(input),
	test: (pattern, input, flags) => regex(pattern, flags).test(input),
	replace: (pattern, input, flags, replacement) => input.replace(regex(pattern, flags), replacement),
	matchAll: (pattern, input, flags = '') => [...input.matchAll(regex(pattern, flags.includes('g') ? flags : `${flags}g`))],
	split: (pattern, input, flags) => input.split(regex(pattern, flags)),
});
