/** Thrown by a test that can't check on this server; `NotCheckedEnvironment` counts that test as skipped. */
class NotChecked extends Error {
	override name = 'NotChecked';
}

/**
 * Ends the test, or all tests of the hook that calls it, as skipped: not having checked is not passing.
 * @param reason what is missing and, where it can be given, what to give; it is read in the summary
 */
export function skipped(reason: string): never {
	throw new NotChecked(reason);
}
