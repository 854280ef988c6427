import type { INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { EspoCrm } from '../../nodes/EspoCrm/EspoCrm.node';
import { operations } from '../../nodes/EspoCrm/operations';

const node = new EspoCrm().description;
const tool = { ...node, name: `${node.name}Tool` };
/** What else decides which parameters are there. */
const CHOICES = [{}, { specifyFields: 'json' }, { linkBy: 'filter' }, { target: 'users' }, { source: 'record' }, { output: 'selected' }];

/** Parameters that an AI agent is asked for: their names are all that it is told, and equal ones share one value. */
function visible(parameters: object, description: typeof node): INodeProperties[] {
	const complete = NodeHelpers.getNodeParameters(node.properties, parameters as never, true, false, null, description) ?? {};
	return node.properties.filter(
		(property) => property.type !== 'hidden' && NodeHelpers.displayParameter(complete, property, null, description),
	);
}

describe.each(operations.map(({ resource, value }) => ({ resource, operation: value })))('$resource $operation', (chosen) => {
	test.each(CHOICES)('has no two parameters of one name at once: %j', (choice) => {
		for (const description of [node, tool]) {
			const shown = visible({ ...chosen, ...choice }, description);
			const canBeAdded = (option: INodeProperties) =>
				option.type !== 'hidden' && NodeHelpers.displayParameter({}, option, null, description);
			const inside = shown.flatMap(({ type, options = [] }) =>
				type === 'collection' ? (options as INodeProperties[]).filter(canBeAdded) : [],
			);
			const names = [...shown, ...inside].map(({ displayName }) => displayName);
			expect(names).toEqual([...new Set(names)]);
		}
	});
});
