import { join } from 'node:path';
import { chromium, selectors } from 'playwright-core';

const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

selectors.setTestIdAttribute('data-test-id');

/** n8n's editor in a browser. */
export class N8nEditor {
	constructor(browser, page, { url, out }) {
		this.browser = browser;
		this.page = page;
		this.url = url;
		this.out = out;
	}

	static async open({ browser: executablePath, owner, size, ...options }) {
		const browser = await chromium.launch({ executablePath, args: flags });
		const context = await browser.newContext({ viewport: size });
		const login = { emailOrLdapLoginId: owner.email, password: owner.password };
		await context.request.post(`${options.url}/rest/login`, { data: login, failOnStatusCode: true });
		context.setDefaultTimeout(10_000);
		const page = await context.newPage();
		page.on('console', (message) => message.type() === 'error' && console.log(`console: ${message.text()}`));
		page.on('request', (request) => {
			const { hostname } = new URL(request.url());
			if (hostname && !['127.0.0.1', 'localhost'].includes(hostname)) console.log(`outside: ${request.url()}`);
		});
		return new N8nEditor(browser, page, options);
	}

	async visit(path) {
		await this.page.goto(this.url + path);
		await this.page.waitForLoadState('networkidle');
	}

	/** By the beginning of its name. */
	async openWorkflow(name) {
		const response = await this.page.context().request.get(`${this.url}/rest/workflows`);
		const { data } = await response.json();
		const found = data.find((workflow) => workflow.name.startsWith(name));
		if (!found) throw new Error(`No workflow begins with "${name}", only: ${data.map((workflow) => workflow.name).join(', ')}`);
		await this.page.goto(`${this.url}/workflow/${found.id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	async openNode(name) {
		const names = await this.page.getByTestId('canvas-node').evaluateAll((nodes) => nodes.map((node) => node.dataset.nodeName));
		if (!names.includes(name)) throw new Error(`No node is named "${name}", only: ${names.join(', ')}`);
		await this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	async shoot(name) {
		const path = join(this.out, `${name}.png`);
		await this.page.waitForTimeout(700);
		await this.page.screenshot({ path });
		console.log(path);
	}

	async close() {
		await this.browser.close();
	}
}
