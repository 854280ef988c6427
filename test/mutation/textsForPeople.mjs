import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const LABELS = ['displayName', 'description', 'placeholder', 'hint', 'action', 'buttonText'];
const PLAIN = ['Identifier', 'MemberExpression'];
const hasBlank = (text) => /\S\s|\s\S/.test(text);

const isLabel = ({ node }) =>
	node.type === 'ObjectProperty' && LABELS.includes(node.key.name) && ['StringLiteral', 'TemplateLiteral'].includes(node.value.type);

/** A template with a condition or a call in it holds more than words. */
const isSentence = ({ node }) =>
	(node.type === 'StringLiteral' && hasBlank(node.value)) ||
	(node.type === 'TemplateLiteral' &&
		node.expressions.every(({ type }) => PLAIN.includes(type)) &&
		node.quasis.some(({ value }) => hasBlank(value.raw)));

const shouldIgnore = (path) => (isLabel(path) || isSentence(path) ? 'a text for people' : undefined);

/** Leaves out the words of panels and messages: that a test repeats a text says nothing about whether it is a good one. */
export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'texts for people', { shouldIgnore })];
