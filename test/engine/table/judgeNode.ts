import type { INodeParameters, INodeTypeDescription } from 'n8n-workflow';

import { USUAL } from './contexts';
import { judgeSlot, type Finding } from './judgeSlot';
import type { Observe } from './observers';
import type { Offered } from './sampleOf';
import { slotsOf } from './slotsOf';

/** Parameters that operations share are judged with all values once. */
const judgedOnce = new Set<string>();

/** What of a node is judged. */
export interface Judged {
	description: INodeTypeDescription;
	/** The parameters that are chosen, e.g. resource and operation. */
	chosen: INodeParameters;
	offered: Offered;
	/** What else must be there, beside what is judged. */
	more?: INodeParameters;
}

/** What every parameter that is shown with the chosen ones does with every odd value: the faults, one a line. */
export async function faultsOf(title: string, { description, chosen, offered, more }: Judged, observe: Observe): Promise<string[]> {
	const findings: Finding[] = [];
	for (const slot of slotsOf(description, chosen, offered, { ...USUAL, ...more })) {
		const { type, displayName } = slot.property;
		const key = [type, displayName, ...slot.labels].join();
		findings.push(...(await judgeSlot(observe, slot, judgedOnce.has(key))));
		judgedOnce.add(key);
	}
	return matrix(title, findings);
}

/** The same fault of several values in one line. */
function matrix(title: string, findings: Finding[]): string[] {
	const groups = new Map<string, string[]>();
	for (const { slot, value, fault } of findings)
		if (fault) groups.set(`${slot}\t${fault}`, [...(groups.get(`${slot}\t${fault}`) ?? []), value]);
	return [...groups].map(([key, values]) => {
		const [slot = '', fault = ''] = key.split('\t');
		return `${title} | ${slot} | ${values.join(', ')} | ${fault}`;
	});
}
