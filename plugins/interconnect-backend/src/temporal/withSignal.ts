import type { Connection } from '@temporalio/client';

/**
 * Makes a call that `signal` cuts short. The connection never takes its listener off a signal
 * again, so that a signal that lives as long as the process would collect one of every call: each
 * call gets a signal of its own.
 */
export async function withSignal<T>(
  connection: Connection,
  signal: AbortSignal | undefined,
  call: () => Promise<T>,
): Promise<T> {
  if (!signal) {
    return call();
  }
  signal.throwIfAborted();
  const own = new AbortController();
  const abort = () => own.abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await connection.withAbortSignal(own.signal, call);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
