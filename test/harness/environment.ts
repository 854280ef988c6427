import 'reflect-metadata';
import './patientRegex';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core writes a settings file as soon as it is loaded, so this module must be imported before it.
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-test-'));
process.env.N8N_ENCRYPTION_KEY ??= 'test-key';
// n8n logs each failed execution; the tests look at them themselves.
process.env.N8N_LOG_LEVEL ??= 'silent';
