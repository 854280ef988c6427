import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = dirname(dirname(fileURLToPath(import.meta.url)));

/** Everything that is made and not committed, but for node_modules and dist. */
export const cache = join(repository, '.cache');
