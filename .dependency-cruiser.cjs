/** Imports of types count too. */
module.exports = {
	forbidden: [
		{ name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'EspoCRM as we know it knows nothing of n8n',
			comment: 'Node\'s own modules are all that it uses.',
			severity: 'error',
			from: { path: '^nodes/shared/api/' },
			to: { pathNot: '^nodes/shared/api/', dependencyTypesNot: ['core'] },
		},
	],
	options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] } },
};
