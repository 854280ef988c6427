import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../scripts/Failure.mjs';
import { killProcess, stopProcess } from '../../scripts/processes.mjs';
import { run } from '../../scripts/run.mjs';
import { n8nEnvironment } from '../../sandbox/n8n/n8nEnvironment.mjs';
import { startN8n } from '../../sandbox/n8n/startN8n.mjs';

/** One n8n process with a folder and ports of its own, as on a machine of its own. */
export class Machine {
	#running;
	#starts = 0;
	#report;

	/** `failed` is fulfilled when it ends without being told to. */
	failed = new Promise((resolve) => {
		this.#report = resolve;
	});

	constructor({ name, command, installed, packages, folder, ports, settings }) {
		Object.assign(this, { name, command, installed, ports, settings });
		this.home = join(folder, name);
		this.logs = join(folder, 'logs');
		const nodes = join(this.home, '.n8n', 'nodes');
		if (!existsSync(nodes)) {
			mkdirSync(this.home, { recursive: true });
			cpSync(packages, nodes, { recursive: true });
		}
	}

	get log() {
		return join(this.logs, `${this.name}-${this.#starts}.log`);
	}

	get pid() {
		return this.#running?.child.pid;
	}

	/** The ids of the executions that its log since the last start speaks of like this: "Enqueued", "Worker started", "Worker finished". */
	told(what) {
		return [...readFileSync(this.log, 'utf8').matchAll(new RegExp(`${what} execution (\\d+) \\(job`, 'g'))].map(([, id]) => id);
	}

	async start(more = {}) {
		if (this.#running) throw new Failure(`${this.name} runs already`);
		// Another part may have had a machine of that name.
		do this.#starts += 1;
		while (existsSync(this.log));
		const { name, command, home, log, ports } = this;
		const running = await startN8n(this.installed, {
			name: `n8n's ${name}`,
			command,
			home,
			log,
			...ports,
			settings: { ...this.settings, ...more },
		});
		this.#running = running;
		running.ended.then((failure) => this.#running === running && this.#report(failure));
	}

	/** One of n8n's commands, beside the running n8n. */
	async run(...args) {
		const { home, ports, settings, installed } = this;
		const env = { ...n8nEnvironment({ home, ...ports }), ...settings };
		await run(installed.node, [installed.script, ...args], {
			cwd: home,
			env,
			log: join(this.logs, `${this.name}-${args[0].replace(':', '-')}.log`),
		});
	}

	#release() {
		const running = this.#running;
		if (!running) throw new Failure(`${this.name} does not run`);
		this.#running = undefined;
		return running.child;
	}

	async stop() {
		await stopProcess(this.#release());
	}

	/** As when its power fails. */
	async kill() {
		await killProcess(this.#release());
	}
}
