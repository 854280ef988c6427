import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Codex {
	alias: string[];
	resources: object;
}

describe.each(['EspoCrm', 'EspoCrmTrigger', 'EspoCrmWebhookTrigger'])('the nodes panel finds %s', (name) => {
	const { alias, resources } = JSON.parse(readFileSync(join(__dirname, `../../nodes/${name}/${name}.node.json`), 'utf8')) as Codex;

	test.each(['leads', 'contact', 'customer', 'sales', 'deal', 'company', 'e-mail', 'meeting', 'task'])('by %s', (word) => {
		expect(alias.some((entry) => entry.toLowerCase().includes(word))).toBe(true);
	});

	// Without it n8n drops the whole file.
	test('with its resources', () => expect(resources).toBeDefined());
});
