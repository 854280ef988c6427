import { ApiError } from '../ApiError';
import type { Condition } from '../Store';

export const marks = (count: number) => `(${Array.from({ length: count }, () => '?').join(', ')})`;
export const joined = (parts: Condition[], word: string): Condition => ({
	sql: parts.map(({ sql }) => `(${sql})`).join(` ${word} `) || '1',
	params: parts.flatMap(({ params }) => params),
});

/** 7.x answered 500 and 403 to these; 10.0 answers 400 to everything that is wrong in a where. */
export const refusals = (version10: boolean) => ({
	bad: (reason: string) => new ApiError(version10 ? 400 : 500, reason),
	denied: (reason: string) => new ApiError(version10 ? 400 : 403, reason),
});
