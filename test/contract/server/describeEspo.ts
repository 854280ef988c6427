import type { SandboxOptions } from '../../../sandbox/espocrm/startSandbox';
import { targets } from './Target';
import { TestedEspo } from './TestedEspo';

/**
 * The same cases for each server: the sandbox as 7.5 and as 10.0, or the one that the environment names.
 * @param races what the sandbox is to imitate beyond its defaults; a real server has its own
 */
export function describeEspo(title: string, cases: (espo: TestedEspo) => void, races: SandboxOptions = {}): void {
	describe.each(targets)(`${title} ($label)`, (target) => {
		const espo = new TestedEspo(target);
		jest.setTimeout(60_000);
		beforeAll(async () => await espo.open(races));
		afterAll(async () => await espo.close(), 300_000);
		beforeEach(() => espo.proxy.reset());
		cases(espo);
	});
}
