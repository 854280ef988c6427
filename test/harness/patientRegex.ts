import { setSafeRegexEngine as setOldest } from 'n8n-workflow-oldest/dist/cjs/safe-regex.js';
import { setSafeRegexEngine } from 'n8n-workflow/dist/cjs/safe-regex.js';

// n8n gives up on a pattern after 250 ms of wall time, which now and then passes on a busy machine.
const regex = (pattern: string, flags = '') => new RegExp(pattern, flags);
const patient: Parameters<typeof setSafeRegexEngine>[0] = {
	exec: (pattern, input, flags) => regex(pattern, flags).exec(input),
	test: (pattern, input, flags) => regex(pattern, flags).test(input),
	replace: (pattern, input, flags, replacement) => input.replace(regex(pattern, flags), replacement),
	matchAll: (pattern, input, flags = '') => [...input.matchAll(regex(pattern, flags.includes('g') ? flags : `${flags}g`))],
	split: (pattern, input, flags) => input.split(regex(pattern, flags)),
};
setSafeRegexEngine(patient);
setOldest(patient);
