/** What was written can become visible ten minutes later than its number or time says (a long transaction); the rest is the time that an answer can take. */
export const LATE_MS = 11 * 60_000;
