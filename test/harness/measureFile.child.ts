import './environment';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';

import { S3ByteStore } from '@n8n/blob-storage';
import { ObjectStoreService } from '@n8n/blob-storage/object-store';
import { Container } from '@n8n/di';
import { BinaryDataBlobManager, BinaryDataService, ErrorReporter } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

import { CredentialStore } from './CredentialStore';
import type { FileRun, FileRunResult } from './measureFile';
import { runNode } from './runNode';

const PART = Buffer.alloc(1024 * 1024, 'bytes of a large file; ');

async function main(): Promise<void> {
	const { credentials, parameters, mode, fileBytes } = JSON.parse(readFileSync(0, 'utf8')) as FileRun;
	const service = Container.get(BinaryDataService);
	if (mode === 's3') await setObjectStore(service);
	if (mode !== 'memory') await service.init();
	const binary = fileBytes ? { data: await storedFile(service, mode, fileBytes) } : undefined;
	const memory = watchMemory();
	const { items, error } = await runNode({ credentials: new CredentialStore(credentials), parameters, items: [{ json: {}, binary }] });
	const [peak, kept] = [memory.peak(), items[0]?.binary?.data];
	const hash = kept?.id ? await hashOf(await service.getAsStream(kept.id, 65_536)) : undefined;
	const result: FileRunResult = { json: items.map(({ json }) => json), error: error?.message, peak, hash };
	process.stdout.write(JSON.stringify(result), () => process.exit(0));
}

/** As n8n does at its start. */
async function setObjectStore(service: BinaryDataService): Promise<void> {
	const objectStore = Container.get(ObjectStoreService);
	await objectStore.init();
	service.setManager('s3', new BinaryDataBlobManager(new S3ByteStore(objectStore), Container.get(ErrorReporter)));
}

/** The file of the input item, in n8n's store or as base64. */
async function storedFile(service: BinaryDataService, mode: FileRun['mode'], bytes: number): Promise<IBinaryData> {
	const binary = { mimeType: 'application/octet-stream', fileName: 'large.bin', data: '' };
	if (mode === 'memory') return { ...binary, data: Buffer.alloc(bytes, PART).toString('base64') };
	const parts = function* () {
		for (let sent = 0; sent < bytes; sent += PART.length) yield PART.subarray(0, bytes - sent);
	};
	return await service.store({ type: 'execution', workflowId: 'workflow', executionId: '1' }, Readable.from(parts()), binary);
}

/** How much more is held than now, at most. What nobody holds any more is collected before each look. */
function watchMemory(): { peak: () => number } {
	const collect = (globalThis as { gc?: () => void }).gc;
	if (!collect) throw new Error('It needs --expose-gc');
	const held = () => {
		// The second waits for what the first sweeps beside.
		collect();
		collect();
		const { heapUsed, external } = process.memoryUsage();
		return heapUsed + external;
	};
	const before = held();
	let most = 0;
	let timer: NodeJS.Timeout | undefined;
	const look = () => (most = Math.max(most, held() - before));
	const lookOn = () => {
		const began = performance.now();
		look();
		// A slow machine has to get on in between.
		timer = setTimeout(lookOn, 5 * (performance.now() - began));
	};
	lookOn();
	return {
		peak() {
			clearTimeout(timer);
			return look();
		},
	};
}

async function hashOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
	const hash = createHash('sha256');
	for await (const part of stream) hash.update(part);
	return hash.digest('hex');
}

void main();
