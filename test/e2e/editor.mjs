// Looks at the n8n of `npm start` in a browser and takes pictures:
//   npm ci --prefix test/e2e
//   node test/e2e/editor.mjs --workflow "1. Accounts" --node "Get accounts" --do "click=Add option" --do shot=options
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { owner } from '../../sandbox/n8n/owner.mjs';
import { act } from './act.mjs';
import { N8nEditor } from './N8nEditor.mjs';

const { values } = parseArgs({
	options: {
		url: { type: 'string', default: 'http://127.0.0.1:5678' },
		workflow: { type: 'string' },
		node: { type: 'string' },
		path: { type: 'string' },
		do: { type: 'string', multiple: true, default: [] },
		out: { type: 'string', default: '.cache/pictures' },
		width: { type: 'string', default: '1500' },
		height: { type: 'string', default: '1000' },
		browser: { type: 'string', default: '/usr/bin/chromium' },
	},
});

await mkdir(values.out, { recursive: true });
const editor = await N8nEditor.open({ ...values, owner, size: { width: Number(values.width), height: Number(values.height) } });
try {
	if (values.path) await editor.visit(values.path);
	if (values.workflow) await editor.openWorkflow(values.workflow);
	if (values.node) await editor.openNode(values.node);
	const steps = values.do.length ? values.do : ['shot=view'];
	for (const step of steps) await act(editor, step);
} catch (error) {
	console.error(error.message);
	await editor.shoot('failure');
	process.exitCode = 1;
} finally {
	await editor.close();
}
