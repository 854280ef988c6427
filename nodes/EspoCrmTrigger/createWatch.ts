import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { ownUserId } from '../shared/api/metadata/ownUserId';
import { isJsonObject } from '../shared/api/values/Json';
import type { Connection } from '../shared/n8n/transport/connect';
import { credentialIdentity } from '../shared/n8n/transport/credentialIdentity';
import { matchingWatch } from './matchingWatch';
import { readTrigger, type TriggerSettings } from './readTrigger';
import { recordWatch } from './recordWatch';
import { streamWatch, type StreamSurroundings } from './streamWatch';
import type { Watch } from './Watch';

export interface CreatedWatch {
	watch: Watch<{ fingerprint: string }>;
	itemPer: TriggerSettings['options']['itemPer'];
	/** What was looked up for it and is to be kept in the static data, so that a quiet poll is one request. */
	kept: IDataObject;
}

interface Surroundings extends StreamSurroundings {
	ownId?: string;
}

/** The watch that the parameters of the trigger describe. @throws NodeApiError, NodeOperationError, EspoError, InvalidInput */
export async function createWatch(context: IPollFunctions, connection: Connection): Promise<CreatedWatch> {
	const { settings, kinds } = await readTrigger(context, connection.metadata);
	const { user, login } = await credentialIdentity(context);
	const own = await ownUser(connection, settings, login, context.getWorkflowStaticData('node').own);
	const kept = { ...(kinds ? { kinds } : {}), ...(own ? { own } : {}) };
	const node = `${context.getWorkflow().id}/${context.getNode().id}`;
	const warn = (text: string) => context.logger.warn(`${context.getNode().name}: ${text}`);
	return { watch: watchOf(connection, settings, { user, node, ownId: own?.id, warn }), itemPer: settings.options.itemPer, kept };
}

function watchOf(connection: Connection, settings: TriggerSettings, surroundings: Surroundings): CreatedWatch['watch'] {
	const { user, ownId } = surroundings;
	if (settings.triggerOn === 'streamEvent') return streamWatch(connection, settings, surroundings);
	if (settings.triggerOn === 'recordEntersFilter') return matchingWatch(connection, settings, user);
	return recordWatch(connection, settings, user, ownId);
}

/** Who the user is, where own changes of records are left out; the stream knows that by itself. @param login changes with the user */
async function ownUser(
	{ client }: Connection,
	{ triggerOn, options }: TriggerSettings,
	login: string,
	kept: unknown,
): Promise<{ login: string; id: string } | undefined> {
	if (!options.skipOwn || triggerOn === 'streamEvent' || triggerOn === 'recordEntersFilter') return undefined;
	if (isJsonObject(kept) && kept.login === login && typeof kept.id === 'string') return { login, id: kept.id };
	return { login, id: await ownUserId(client) };
}
