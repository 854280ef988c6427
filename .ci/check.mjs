import { buildPackage } from '../scripts/buildPackage.mjs';
import { Checks } from '../scripts/Checks.mjs';
import { Failure } from '../scripts/Failure.mjs';
import { installDependencies } from '../scripts/installDependencies.mjs';
import { program } from '../scripts/program.mjs';
import { repository } from '../scripts/repository.mjs';
import { countLines } from './countLines.mjs';
import { Package } from './Package.mjs';
import { scan, scanned } from './scan.mjs';

const scanner = `${repository}/.ci/scanner`;
const largestPackedBytes = 300_000;
const largestUnpackedBytes = 1_500_000;
// The editor loads them all; some 3.5 kB for an operation.
const largestDescriptionBytes = 180_000;
const largestSandboxShare = 0.6;

await program(async () => {
	await installDependencies();
	await installDependencies(scanner, 'Install the scanner for community packages', 'install-scanner');
	const { tarball } = await buildPackage();
	const published = await Package.unpack(tarball);
	const checks = new Checks();
	await checks.add('Only what users need is published', () => published.requireNoStrangers());
	await checks.add('All that n8n is told to load is published', () => published.requireDeclared());
	await checks.add('The package is small', () => published.requireSize(largestPackedBytes, largestUnpackedBytes));
	await checks.add('The descriptions of the nodes are lean', () => published.requireLeanDescriptions(largestDescriptionBytes));
	await checks.add('The package brings no other package along', () => published.requireNoDependencies());
	await checks.add("The source passes n8n's scanner", () => scan(scanner, repository, scanned.source));
	await checks.add("The published files pass n8n's scanner", () => scan(scanner, published.folder, scanned.published));
	await checks.add('The sandbox is small compared with the product', () => {
		const sandbox = countLines(`${repository}/sandbox/espocrm`);
		const product = countLines(`${repository}/nodes`);
		const text = `${sandbox} lines against ${product}, ${Math.round((100 * sandbox) / product)} %`;
		if (sandbox > largestSandboxShare * product) throw new Failure(`${text}: more than ${100 * largestSandboxShare} %`);
		return text;
	});
	console.log(`\n${checks.summary}`);
	return checks.failed ? 1 : 0;
});
