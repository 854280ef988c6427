/** n8n keeps run data as a flat list in which every object, list and string is referred to by its place, written as a string. */
export function parseFlatted(text) {
	const flat = JSON.parse(text);
	const known = new Map();
	const resolve = (value) => (typeof value === 'string' ? at(Number(value)) : value);
	function at(place) {
		const value = flat[place];
		if (typeof value !== 'object' || value === null) return value;
		if (known.has(place)) return known.get(place);
		const copy = Array.isArray(value) ? [] : {};
		known.set(place, copy);
		for (const [key, inner] of Object.entries(value)) copy[key] = resolve(inner);
		return copy;
	}
	return at(0);
}
