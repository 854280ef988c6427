/** From the ground up: a room imports only from itself and from rooms before it. Rooms of one floor know nothing of each other. */
const FLOORS = [
	// EspoCRM as we know it.
	['nodes/shared/api/values'],
	['nodes/shared/api/request'],
	['nodes/shared/api/login'],
	['nodes/shared/api/client'],
	['nodes/shared/api/metadata', 'nodes/shared/api/lists'],
	['nodes/shared/api/filter', 'nodes/shared/api/messages', 'nodes/shared/api/presented', 'nodes/shared/api/stream'],
	['nodes/shared/api/records', 'nodes/shared/api/webhooks', 'nodes/shared/api/cursors'],
	[
		'nodes/shared/api/links',
		'nodes/shared/api/files',
		'nodes/shared/api/cursors/stream',
		'nodes/shared/api/cursors/records',
		'nodes/shared/api/cursors/matching',
	],
	['nodes/shared/api/actions', 'nodes/shared/api/email', 'nodes/shared/api/many'],
	// n8n's side.
	['nodes/shared/n8n/transport'],
	['nodes/shared/n8n/messages'],
	['nodes/shared/n8n/editor', 'nodes/shared/parameters/reading'],
	['nodes/shared/parameters/entered'],
	['nodes/shared/parameters/shown'],
	['record', 'filters', 'presentation', 'stream'].map((room) => `nodes/shared/parameters/${room}`),
	['nodes/shared/operation'],
	// The nodes.
	['actions', 'lists', 'linked', 'files', 'email', 'stream', 'many'].map((room) => `nodes/EspoCrm/parameters/${room}`),
	['nodes/EspoCrm/parameters/fields', 'nodes/EspoCrm/parameters'],
	['email', 'entity', 'file', 'metadata', 'relation', 'stream', 'user'].map((room) => `nodes/EspoCrm/operations/${room}`),
	['nodes/EspoCrm/operations'],
	['nodes/EspoCrm', 'nodes/EspoCrmTrigger', 'nodes/EspoCrmWebhookTrigger', 'credentials'],
];
const SOURCES = '^(nodes|credentials)/';
/** The files of a room itself, without those of rooms in it. */
const inside = (rooms) => `^(${rooms.join('|')})/[^/]+$`;

const floors = FLOORS.flatMap((floor, index) => {
	const below = FLOORS.slice(0, index).flat();
	return floor.map((room) => ({
		name: `only from below: ${room}`,
		severity: 'error',
		from: { path: inside([room]) },
		to: { path: SOURCES, pathNot: inside([...below, room]) },
	}));
});

/** Imports of types count too. */
module.exports = {
	forbidden: [
		{ name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'EspoCRM as we know it knows nothing of n8n',
			comment: "Node's own modules are all that it uses.",
			severity: 'error',
			from: { path: '^nodes/shared/api/' },
			to: { pathNot: '^nodes/shared/api/', dependencyTypesNot: ['core'] },
		},
		{
			name: 'what is published knows nothing of tests',
			severity: 'error',
			from: { path: SOURCES },
			to: { path: '^(test|sandbox|scripts|\\.ci)/' },
		},
		{
			name: 'each file has a room',
			severity: 'error',
			from: {},
			to: { path: SOURCES, pathNot: inside(FLOORS.flat()) },
		},
		{
			name: 'operations know no parameter by name',
			severity: 'error',
			from: { path: '^nodes/shared/operation/' },
			to: { path: '^nodes/shared/parameters/', pathNot: '^nodes/shared/parameters/reading/' },
		},
		...floors,
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
	},
};
