import type { Operation, Resource } from '../../shared/operation/Operation';
import { archive } from './email/archive';
import { createDraft } from './email/createDraft';
import { findAddress } from './email/findAddress';
import { getMail } from './email/get';
import { getMails } from './email/getAll';
import { importFile } from './email/import';
import { mark } from './email/mark';
import { moveToFolder } from './email/moveToFolder';
import { reply } from './email/reply';
import { send } from './email/send';
import { create } from './entity/create';
import { deleteRecord } from './entity/delete';
import { get } from './entity/get';
import { getAll } from './entity/getAll';
import { printPdf } from './entity/printPdf';
import { update } from './entity/update';
import { upsert } from './entity/upsert';
import { copy } from './file/copy';
import { deleteFile } from './file/delete';
import { download } from './file/download';
import { getFiles } from './file/getAll';
import { upload } from './file/upload';
import { getRelated } from './relation/getAll';
import { linkRecords } from './relation/link';
import { unlink } from './relation/unlink';
import { createPost } from './stream/createPost';
import { follow } from './stream/follow';
import { getStream } from './stream/getAll';
import { unfollow } from './stream/unfollow';
import { getCurrent } from './user/getCurrent';

export const resources: Resource[] = [
	{ name: 'Entity', value: 'entity' },
	{ name: 'File', value: 'file' },
	{ name: 'Relation', value: 'relation' },
	{ name: 'Stream', value: 'stream' },
	{ name: 'User', value: 'user' },
	{ name: 'E-Mail', value: 'email' },
];

/** What is not listed here does not exist. */
export const operations: Operation[] = [
	update,
	create,
	upsert,
	get,
	deleteRecord,
	getAll,
	printPdf,
	upload,
	download,
	getFiles,
	deleteFile,
	copy,
	linkRecords,
	unlink,
	getRelated,
	getStream,
	createPost,
	follow,
	unfollow,
	getCurrent,
	send,
	createDraft,
	reply,
	archive,
	importFile,
	getMail,
	getMails,
	mark,
	moveToFolder,
	findAddress,
];
