import parser from '@typescript-eslint/parser';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import nodesBase from 'eslint-plugin-n8n-nodes-base';
import * as jsonParser from 'jsonc-eslint-parser';

const typescript = { parser, parserOptions: { sourceType: 'module' } };
const base = (ruleset) => nodesBase.configs[ruleset].rules;
const community = n8nCommunityNodesPlugin.configs.recommended;

// The rules of n8n's verification scanner: inline exceptions do not count there, so they do not count here.
export default [
	{ ignores: ['dist/**', 'node_modules/**', '.cache/**', '**/node_modules/**'] },
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		linterOptions: { noInlineConfig: true },
		languageOptions: typescript,
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
];
