/** What `--do` understands: a word, `=` and what it is about. */
const actions = {
	/** A button, an option or any other thing with that text. */
	click: async ({ page }, text) => await page.getByText(text, { exact: true }).last().click(),
	role: async ({ page }, text) => {
		const [role, name] = text.split(':');
		await page.getByRole(role, { name }).last().click();
	},
	/** Any CSS selector, such as [data-test-id="parameter-input"]. */
	css: async ({ page }, selector) => await page.locator(selector).last().click(),
	hover: async ({ page }, text) => await page.getByText(text, { exact: true }).last().hover(),
	/** Brings a text into view. */
	scroll: async ({ page }, text) => await page.getByText(text, { exact: true }).last().scrollIntoViewIfNeeded(),
	type: async ({ page }, text) => await page.keyboard.type(text),
	press: async ({ page }, key) => await page.keyboard.press(key),
	wait: async ({ page }, milliseconds) => await page.waitForTimeout(Number(milliseconds)),
	node: async (editor, name) => await editor.openNode(name),
	shot: async (editor, name) => await editor.shoot(name),
	/** The texts and test ids on the page, to find out what can be clicked. */
	list: async ({ page }, selector) => {
		const seen = await page
			.locator(selector || '[data-test-id]')
			.evaluateAll((elements) =>
				elements
					.filter((element) => element.offsetParent)
					.map((element) => `${element.dataset.testId ?? element.tagName}: ${element.innerText?.replaceAll('\n', ' | ').slice(0, 100)}`),
			);
		console.log(seen.join('\n'));
	},
};

export async function act(editor, step) {
	const [word, ...rest] = step.split('=');
	if (!actions[word]) throw new Error(`--do knows ${Object.keys(actions).join(', ')}, not "${word}"`);
	await actions[word](editor, rest.join('='));
}
