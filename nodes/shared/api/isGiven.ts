/** Whether there is a value at all: nothing, null and empty text are none. */
export function isGiven<Value>(value: Value): value is NonNullable<Value> {
	return value !== undefined && value !== null && (value as unknown) !== '';
}
