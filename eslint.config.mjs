import { fileURLToPath } from 'node:url';

import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import * as jsonParser from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

const base = (ruleset) => nodesBase.configs[ruleset].rules;
/** What Node.js has everywhere. */
const nodeGlobals = Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']));
const community = n8nCommunityNodesPlugin.configs.recommended;

// The rules of n8n's verification scanner: inline exceptions do not count there, so they do not count here.
export default [
	{ ignores: ['dist/**', 'node_modules/**', '.cache/**', '**/node_modules/**'] },
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		linterOptions: { noInlineConfig: true },
		plugins: { ...community.plugins, 'n8n-nodes-base': nodesBase },
		rules: { ...community.rules, 'no-console': 'error' },
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...base('nodes'),
			// They ask for the literal 'main', n8n's own newer rule for NodeConnectionTypes.Main.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-inputs-wrong-trigger-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...base('credentials'),
			// Both ask for a slug of n8n's own documentation site, which a community package does not have.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-documentation-url-not-http-url': 'error',
		},
	},
	{
		files: ['package.json'],
		languageOptions: { parser: jsonParser },
		plugins: { ...community.plugins, 'n8n-nodes-base': nodesBase },
		rules: { ...community.rules, ...base('community') },
	},
	{
		files: ['**/*.{ts,mjs,cjs,js}'],
		plugins: { '@typescript-eslint': tseslint.plugin },
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { project: ['tsconfig.test.json'], tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)) },
		},
		rules: {
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
			],
		},
	},
	{
		files: ['**/*.{mjs,cjs,js}'],
		languageOptions: { globals: nodeGlobals },
		rules: { 'no-undef': 'error' },
	},
	{
		files: ['**/*.{cjs,js}'],
		languageOptions: { sourceType: 'commonjs', globals: { __dirname: 'readonly' } },
	},
	{
		files: ['**/*.{ts,mjs,cjs,js}'],
		rules: {
			complexity: ['error', 15],
			'max-params': ['error', 4],
		},
	},
	{
		files: ['**/*.ts'],
		// Of plain JavaScript the types are only guessed.
		rules: { '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }] },
	},
	{
		files: ['test/**/*.test.ts'],
		rules: {
			'max-params': 'off',
			// A row of a table of cases may have as many values as it needs.
			'no-restricted-syntax': [
				'error',
				{ selector: ':function[params.length>4]:not(CallExpression > *)', message: 'Too many parameters. Maximum allowed is 4.' },
			],
		},
	},
];
