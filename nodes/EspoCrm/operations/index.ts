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
import { count } from './entity/count';
import { create } from './entity/create';
import { deleteRecord } from './entity/delete';
import { deleteMany } from './entity/deleteMany';
import { duplicate } from './entity/duplicate';
import { get } from './entity/get';
import { getAll } from './entity/getAll';
import { merge } from './entity/merge';
import { printPdf } from './entity/printPdf';
import { update } from './entity/update';
import { updateMany } from './entity/updateMany';
import { upsert } from './entity/upsert';
import { copy } from './file/copy';
import { deleteFile } from './file/delete';
import { download } from './file/download';
import { getFiles } from './file/getAll';
import { upload } from './file/upload';
import { describe } from './metadata/describe';
import { getEntityTypes } from './metadata/getEntityTypes';
import { getServer } from './metadata/getServer';
import { getRelated } from './relation/getAll';
import { linkRecords } from './relation/link';
import { unlink } from './relation/unlink';
import { addFollowers } from './stream/addFollowers';
import { createPost } from './stream/createPost';
import { deletePost } from './stream/deletePost';
import { follow } from './stream/follow';
import { getStream } from './stream/getAll';
import { getFollowers } from './stream/getFollowers';
import { pin } from './stream/pin';
import { react } from './stream/react';
import { removeFollowers } from './stream/removeFollowers';
import { removeReaction } from './stream/removeReaction';
import { unfollow } from './stream/unfollow';
import { unpin } from './stream/unpin';
import { updatePost } from './stream/updatePost';
import { getCurrent } from './user/getCurrent';

export const resources: Resource[] = [
	{ name: 'Entity', value: 'entity' },
	{ name: 'File', value: 'file' },
	{ name: 'Relation', value: 'relation' },
	{ name: 'Stream', value: 'stream' },
	{ name: 'User', value: 'user' },
	{ name: 'E-Mail', value: 'email' },
	{ name: 'Metadata', value: 'metadata' },
];

/** What is not listed here does not exist. */
export const operations: Operation[] = [
	update,
	create,
	duplicate,
	upsert,
	get,
	deleteRecord,
	getAll,
	count,
	updateMany,
	deleteMany,
	merge,
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
	updatePost,
	deletePost,
	pin,
	unpin,
	react,
	removeReaction,
	getFollowers,
	addFollowers,
	removeFollowers,
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
	getCurrent,
	describe,
	getEntityTypes,
	getServer,
];
