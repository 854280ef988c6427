/** All contenders, in the order of the table. */
export const CONTENDER_NAMES = ['package', 'floor', 'HTTP Request', 'raw, 1 in flight', 'raw, 4 in flight'] as const;

export type ContenderName = (typeof CONTENDER_NAMES)[number];
