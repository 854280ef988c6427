import type { IDataObject } from 'n8n-workflow';

/** How an attribute is compared; what the tests know of EspoCRM's field types, apart from the node's own classifier. */
export type Comparison = 'text' | 'person' | 'option' | 'number' | 'switch' | 'day' | 'moment' | 'options' | 'record' | 'records';

/** An attribute that records of the test are filtered by. */
export interface Field {
	/** As conditions name it: an attribute, or a link. */
	name: string;
	/** The attribute in which a record shows it. */
	shownIn: string;
	comparison: Comparison;
	/** Values to write, and to look for. */
	pool: unknown[];
	required: boolean;
	/** What is written for a value of the pool. */
	written: (value: unknown) => IDataObject;
}

/** Where and when the test runs. */
export interface Now {
	zone: string;
	ms: number;
}

/** `2026-11-23 10:00:00` of a moment on the clocks of a zone. */
export function clock(ms: number, zone: string): string {
	return new Date(ms).toLocaleString('sv-SE', { timeZone: zone });
}

export function shiftedDay(day: string, days: number): string {
	return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function utc(ms: number): string {
	return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** A zone in which it is neither about to become another day nor has just become one. */
export function quietZone(ms: number): string {
	const zones = ['Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'Pacific/Honolulu'];
	return zones.find((zone) => Number(clock(ms, zone).slice(11, 13)) >= 2 && Number(clock(ms, zone).slice(11, 13)) < 22) ?? 'UTC';
}
