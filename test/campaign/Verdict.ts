/** Classes of broken promises, the gravest first. */
export const KINDS = [
	'lost',
	'doubled',
	'not owed',
	'out of order',
	'broken promise',
	'failed poll',
	'over a limit',
	'stuck',
	'crash',
] as const;
export type Kind = (typeof KINDS)[number];

export interface Finding {
	kind: Kind;
	text: string;
}

export type Hits = Record<string, number>;

/** What came out of one schedule. */
export interface Verdict {
	/** Events that were owed. */
	owed: number;
	/** Owed events of polls between whose two writes n8n was killed. */
	byN8n: number;
	/** Empty where all promises were kept. */
	findings: Finding[];
	polls: PollSummary[];
	hits: Hits;
}

/** What came of a poll, for people. */
export interface PollSummary {
	startedAt: number;
	told: string[];
	requests: number;
	failure?: string;
}

/** The gravest class of what was found; undefined where all promises were kept. */
export function kindOf({ findings }: Pick<Verdict, 'findings'>): Kind | undefined {
	return KINDS.find((kind) => findings.some((finding) => finding.kind === kind));
}
