type Listener = (value?: unknown) => void;
type Target = NodeJS.WritableStream & { destroyed?: boolean };

/**
 * Bytes as n8n's HTTP library takes them for a stream, without a copy in memory: the nodes may not import Node's own streams, and a
 * generator is sent as an empty body. The source is opened anew when n8n sends the request again after a log-in (measured on 1.123 and 2.41).
 */
export function pipeable(open: () => AsyncIterable<Uint8Array>): object {
	let listeners: Record<string, Listener[]> = {};
	function on(this: object, event: string, listener: Listener) {
		(listeners[event] ??= []).push(listener);
		return this;
	}
	return {
		on,
		once: on,
		destroy: () => undefined,
		pipe(target: Target) {
			// Those of this request; a repeated one brings its own.
			const own = listeners;
			listeners = {};
			void pump(open(), target, (event, value) => own[event]?.forEach((listener) => listener(value)));
			return target;
		},
	};
}

async function pump(source: AsyncIterable<Uint8Array>, target: Target, emit: (event: string, value?: unknown) => void): Promise<void> {
	try {
		for await (const part of source) {
			if (target.destroyed) return;
			// It answers nothing where redirects are followed: then there is nothing to wait for.
			if (target.write(part) === false) await drained(target);
		}
		emit('end');
		target.end();
	} catch (error) {
		emit('error', error);
	}
}

async function drained(target: Target): Promise<void> {
	await new Promise<void>((resolve) => {
		const done = () => {
			target.removeListener('drain', done);
			target.removeListener('close', done);
			resolve();
		};
		target.once('drain', done);
		target.once('close', done);
		if (target.destroyed) done();
	});
}
