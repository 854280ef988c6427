// Nothing but this check may be here: an old Node.js would stop at the first newer word, without a reason given.
const oldest = 20;
if (Number(process.versions.node.split('.')[0]) < oldest) {
	console.error(`Node.js ${oldest} or newer is needed; this is ${process.version}. See https://nodejs.org/en/download`);
	process.exit(1);
}
const { main } = await import('./main.mjs');
await main(process.argv.slice(2), process.env);
