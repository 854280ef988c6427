import type { INodeProperties } from 'n8n-workflow';

import { EspoCrm } from '../../nodes/EspoCrm/EspoCrm.node';
import { EspoCrmTrigger } from '../../nodes/EspoCrmTrigger/EspoCrmTrigger.node';
import { EspoCrmWebhookTrigger } from '../../nodes/EspoCrmWebhookTrigger/EspoCrmWebhookTrigger.node';

/**
 * The rules of every level that name no parameter of their level. Older n8n (1.123 among them) can't put such a level in order and fails with
 * "Could not resolve parameter dependencies" as soon as it is filled in; a path from the root or a word of n8n's own is taken as it is.
 */
function strayRules(level: INodeProperties[], path: string): string[] {
	const names = level.map(({ name }) => name);
	return level.flatMap((property) => {
		const rules = Object.keys({ ...property.displayOptions?.show, ...property.displayOptions?.hide });
		const place = `${path}${property.name}`;
		const inner = (property.options ?? []).flatMap((part) => {
			if ('values' in part) return strayRules(part.values, `${place}.${part.name}.`);
			return 'type' in part ? strayRules([part], `${place}.`) : [];
		});
		return [...rules.filter((rule) => !/^[/@]/.test(rule) && !names.includes(rule)).map((rule) => `${place}: ${rule}`), ...inner];
	});
}

test.each([EspoCrm, EspoCrmTrigger, EspoCrmWebhookTrigger].map((Node) => [Node.name, new Node()] as const))(
	'every rule of %s is about a parameter beside it',
	(_name, node) => {
		expect(strayRules(node.description.properties, '')).toEqual([]);
	},
);
