import type { INodeProperties } from 'n8n-workflow';

const ID = '[A-Za-z0-9][A-Za-z0-9_-]{0,63}';
const ADDRESS = /#([A-Za-z][A-Za-z0-9]*)\/(?:view|edit)\/([^/?&#]+)/;

type Locator = Pick<INodeProperties, 'type' | 'default' | 'modes' | 'typeOptions'>;

/**
 * The three ways to say which record: by its name, ID or address. Names and texts come from the parameter that uses it.
 * @param searchListMethod finds records by name
 * @param dependsOn parameters whose change makes the list another one
 */
export function recordLocator(searchListMethod: string, dependsOn: string[]): Locator {
	return locator(searchListMethod, dependsOn, { regex: ID, example: 'e.g. 6b046affe09989a18' });
}

/** The same, but the ID may be several with commas. */
export function recordsLocator(searchListMethod: string, dependsOn: string[]): Locator {
	return locator(searchListMethod, dependsOn, {
		regex: `${ID}(\\s*,\\s*${ID})*\\s*,?`,
		example: 'e.g. 6b046affe09989a18, 6b046acf9378a5ecb',
	});
}

function locator(searchListMethod: string, dependsOn: string[], id: { regex: string; example: string }): Locator {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: id.example,
				validation: [{ type: 'regex', properties: { regex: `^\\s*${id.regex}\\s*$`, errorMessage: 'This is not an EspoCRM ID' } }],
			},
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: 'e.g. https://crm.example.com/#Account/view/6b046affe09989a18',
				extractValue: { type: 'regex', regex: '#[A-Za-z][A-Za-z0-9]*/(?:view|edit)/([A-Za-z0-9_-]+)' },
				validation: [
					{
						type: 'regex',
						properties: {
							regex: '^\\s*https?://.*#[A-Za-z][A-Za-z0-9]*/(?:view|edit)/[A-Za-z0-9_-]+.*$',
							errorMessage: 'Open the record in EspoCRM and copy the address from the browser',
						},
					},
				],
			},
		],
		typeOptions: { loadOptionsDependsOn: dependsOn },
	};
}

/** Entity type and id in an address of the web interface; undefined for other text. */
export function recordAddress(value: unknown): { entityType: string; id: string } | undefined {
	const [, entityType, id] = (typeof value === 'string' ? ADDRESS.exec(value) : null) ?? [];
	// As EspoCRM writes it.
	return entityType && id ? { entityType: entityType.charAt(0).toUpperCase() + entityType.slice(1), id } : undefined;
}
