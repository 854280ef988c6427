import { madeFile } from './effects';
import { MAY_HAVE, type Judged } from './Judged';

/** Of the files that a run stored: a record has each of them, or the run names it. Whoever gets no answer can't name it, and says that it may be there. */
export function judgeFiles({ observed: { result, strays, requests } }: Judged): string[] {
	if (!result) return [];
	const { error, items, errorItems } = result;
	const said = [error?.message, error?.description, ...[...items, ...errorItems].map(({ json }) => JSON.stringify(json))].join(' ');
	const isUnanswered = (id: string) => requests.some((request) => madeFile(request) === id && request.fault);
	const unsaid = strays.filter((id) => !said.includes(id) && !(isUnanswered(id) && MAY_HAVE.test(said)));
	return unsaid.map(() => `a file stayed behind that nobody names: “${said.slice(0, 300)}”`);
}
