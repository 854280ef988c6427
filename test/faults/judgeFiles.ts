import type { LoggedRequest } from '../harness/FaultProxy';
import { madeFile } from './effects';
import { MAY_HAVE, type Judged } from './Judged';
import { toldAsDone } from './judgeStopped';
import { ITEMS } from './world';

/**
 * Of the files that a run stored: a record has each of them, or the run names it. Whoever gets no answer can't name it, and says that it may be there; who is told a lie can't either;
 * what was to be stored without a record belongs to an item that is told as done.
 */
export function judgeFiles({ observed: { result, strays, requests }, baseline, fault }: Judged): string[] {
	if (!result) return [];
	const { error, items, errorItems } = result;
	const said = [error?.message, error?.description, ...[...items, ...errorItems].map(({ json }) => JSON.stringify(json))].join(' ');
	const isSaid = (id: string) => {
		const request = requests.find((one) => madeFile(one) === id);
		const isUnanswered = request?.fault !== undefined && (fault.hostile || MAY_HAVE.test(said));
		return (
			said.includes(id) || isUnanswered || (baseline.leavesFiles && request !== undefined && toldAsDone(said).includes(itemOf(request)))
		);
	};
	return strays.filter((id) => !isSaid(id)).map((id) => `the file ${id} stayed behind, which nobody names: “${said.slice(0, 900)}”`);
}

/** The item that a file is stored for. */
function itemOf({ path, body }: LoggedRequest): number {
	return ITEMS.findIndex(({ name, file }) => body.includes(name) || path.includes(file));
}
