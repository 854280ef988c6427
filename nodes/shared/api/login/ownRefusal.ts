/**
 * A refused log-in in the shape of an HTTP library's answer, with a text for the user. The empty reason marks it as EspoCRM's and
 * not that of something in front of it.
 */
export function ownRefusal(text: string): { status: number; headers: Record<string, string>; data: string } {
	return { status: 401, headers: { 'x-status-reason': '' }, data: text };
}
