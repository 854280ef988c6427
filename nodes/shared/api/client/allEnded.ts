/** What all of them give; a failure only when the others have ended too, so that nothing is sent after it. @throws the first failure */
export async function allEnded<Work extends readonly unknown[] | []>(
	work: Work,
): Promise<{ -readonly [Part in keyof Work]: Awaited<Work[Part]> }> {
	await Promise.allSettled(work);
	return await Promise.all(work);
}
