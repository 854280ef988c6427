import { runOperations, type Wanted } from './runOperations';

/** A process of the matrix: the last line is what it found. */
async function main(): Promise<void> {
	const outcome = await runOperations(JSON.parse(process.argv[2] ?? '') as Wanted);
	await new Promise<void>((resolve) => process.stdout.write(`\n${JSON.stringify(outcome)}\n`, () => resolve()));
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
		process.exit(1);
	},
);
