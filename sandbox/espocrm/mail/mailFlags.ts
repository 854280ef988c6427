import type { Call } from '../access';
import { ApiError } from '../ApiError';
import { strings, type Json } from '../Json';

const FLAGS: Record<string, string> = { read: 'isRead', important: 'isImportant', inTrash: 'inTrash' };

function idsIn(call: Call): string[] {
	const { id, ids } = call.body();
	if (id === undefined && ids === undefined) throw ApiError.plain(400, 'No `ids`.');
	return strings(ids ?? [id ?? null]);
}

/** Marks of the user's own copy: whoever has none, and what does not exist, is answered the same. */
function change(call: Call, values: Record<string, Json>): true {
	for (const id of idsIn(call)) if (call.espo.store.byId('Email', id)?.isUsers) call.espo.store.update('Email', id, values);
	return true;
}

export const mailFlags = {
	set(call: Call, flag = ''): Json {
		const attribute = FLAGS[flag];
		if (!attribute) throw new ApiError(404);
		return change(call, { [attribute]: call.method === 'POST' });
	},
	/** Any text is taken for a folder. */
	move: (call: Call, folderId = ''): Json => change(call, { folderId: folderId === 'inbox' ? null : folderId, inTrash: false }),
};
