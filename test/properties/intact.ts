const BUILT_IN = [Object, Array, Function, String, Number, Boolean, Date, Map, Set, Promise, Error].map(
	({ prototype }) => prototype as object,
);

/** What the prototypes of the language have, to see afterwards that nothing was added, changed or taken away. */
export function prototypes(): string {
	return JSON.stringify(
		BUILT_IN.map((prototype) =>
			Reflect.ownKeys(prototype).map((key) => [String(key), typeof Object.getOwnPropertyDescriptor(prototype, key)?.value]),
		),
	);
}

/** Frozen at every level, so that a node that changes its input fails. */
export function frozen<Value>(value: Value): Value {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
	Object.freeze(value);
	for (const inner of Object.values(value)) frozen(inner);
	return value;
}
