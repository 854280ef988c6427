import { isOn } from '../entered/isOn';
import { narrowingOption } from '../shown/options';

const DOWNLOAD = 'Download Files';

export const downloadFilesOption = narrowingOption(
	'downloadFiles',
	{
		displayName: DOWNLOAD,
		name: 'downloadFiles',
		type: 'boolean',
		default: false,
		description:
			'Whether to add the files as binary fields, named like their fields and numbered where a field holds several; two requests for each file',
	},
	(value) => isOn(value, DOWNLOAD),
);
