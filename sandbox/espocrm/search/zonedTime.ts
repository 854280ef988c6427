import { ApiError } from '../ApiError';

const stamp = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');

/** Swedish writes dates the way EspoCRM does. */
function local(milliseconds: number, timeZone: string): string {
	try {
		return new Date(milliseconds).toLocaleString('sv-SE', { timeZone });
	} catch {
		throw new ApiError(400, 'Bad timezone');
	}
}

function toUtc(localTime: string, timeZone: string): string {
	const assumed = Date.parse(`${localTime.length > 10 ? localTime.replace(' ', 'T') : `${localTime}T00:00:00`}Z`);
	if (Number.isNaN(assumed)) throw new ApiError(400, 'Bad date value or timezone.');
	return stamp(2 * assumed - Date.parse(`${local(assumed, timeZone).replace(' ', 'T')}Z`));
}

const plusDays = (date: string, days: number): string => stamp(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).slice(0, 10);

export const zonedTime = { stamp, local, toUtc, plusDays };
