import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { HttpRequest, HttpResponse, NoResponse, Send } from '../../nodes/shared/api/request/Send';
import type { PolledWatch } from '../unit/model/PolledWatch';
import type { VirtualClock } from '../unit/model/VirtualClock';
import type { Claims } from './Claims';
import type { Played } from './Played';
import type { CommonSettings, Schedule, Step } from './Schedule';
import type { Event, Trigger } from './Trigger';
import type { Vocabulary } from './Vocabulary';

/** What polls set of a server, whichever it is. */
export interface PlayedServer {
	readonly clock: VirtualClock;
	readonly send: Send;
	readonly requests: unknown[];
	requestMs: number;
	hiddenMs: number;
	fault: (request: HttpRequest) => HttpResponse | NoResponse | undefined;
	onAnswer: (answer: HttpResponse) => void;
}

/** Counts a fault that has happened. */
export type Hit = (name: string, count?: number) => void;

/** What a schedule makes of the model's server. */
export interface World {
	server: PlayedServer;
	/** In true time: everything has happened by then. The polls that close the story begin after it. */
	end: number;
}

/** A schedule with what is plain filled in, and when it begins. */
export interface Playable<Settings extends CommonSettings, Happening extends Step> extends Schedule<Settings, Happening> {
	settings: Settings;
	start: number;
}

/** One kind of trigger: what its schedules are made of, what they do to a server, and what is owed of them. */
export interface Part<Settings extends CommonSettings, Happening extends Step, Item extends Event, Own extends World> {
	name: string;
	/** What its schedules have to meet between them. */
	faults: readonly string[];
	/** So many of the schedules that others have; all of them when absent. */
	share?: number;
	vocabulary: Vocabulary<Settings, Happening>;
	/** The simplest that trigger and server can be set to. */
	plain: Settings;
	/** The server, with all that will be written to it and is known beforehand. */
	worldOf(schedule: Playable<Settings, Happening>, clock: VirtualClock, hit: Hit): Own;
	/** Before each step, polls included: what can only be done when its time has come. */
	happen?(step: Happening | Step, own: Own, trigger: Trigger<Item, Settings>, settings: Settings): Promise<void>;
	/** The name of the fault if the server can't do what the trigger is set to, and the activation may say so. */
	refusal?(settings: Settings): string | undefined;
	watchOf(settings: Settings): PolledWatch<Item>;
	/** Of the real node, and what its items tell. */
	parameters(settings: Settings): INodeParameters;
	itemsOf(items: IDataObject[]): Item[];
	claims(schedule: Playable<Settings, Happening>, own: Own, played: Played<Item>, hit: Hit): Claims<Item>;
}
