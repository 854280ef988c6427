// Writes the pages of docs/ that are made from the code.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tsImport } from 'tsx/esm/api';
import { repository } from './repository.mjs';

const { operationsPage } = await tsImport('./operationsPage.ts', import.meta.url);
writeFileSync(join(repository, 'docs', 'operations.md'), operationsPage());
console.log('Written: docs/operations.md');
