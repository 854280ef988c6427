import { nodeType } from '../../../scripts/names.mjs';

export const locator = (value) => ({ __rl: true, mode: 'id', value });

/** A node of this package: its parameters, and the credential that it works with. */
export function espoNode(name, parameters, { id, name: known, type }, more = {}) {
	return { name, type: nodeType('espoCrm'), typeVersion: 1, parameters, credentials: { [type]: { id, name: known } }, ...more };
}

/** A workflow of nodes that follow each other. `nodes` as n8n has them, without their ids and positions. */
export function connected(id, nodes, settings = {}) {
	const placed = nodes.map((node, index) => ({ id: `${id}-${index}`, position: [220 * index, 0], ...node }));
	const next = (node) => ({ main: [[{ node: node.name, type: 'main', index: 0 }]] });
	const connections = Object.fromEntries(placed.slice(1).map((node, index) => [placed[index].name, next(node)]));
	return { id, name: id, nodes: placed, connections, settings: { executionOrder: 'v1', ...settings } };
}
