import { DefaultLogger, type LogEntry } from '@temporalio/worker';

/** Fields of a log line beside its message. Never anything secret. */
export type LogFields = Record<string, unknown>;

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' };

/**
 * Logger of the process, for our own lines and Temporal's. Each line is a JSON object on standard
 * error. Of an error only the message is logged: no stack trace, and nothing that libraries attach
 * to it (requests, headers).
 */
export const logger = new DefaultLogger('INFO', ({ level, message, meta, timestampNanos }) => {
  const time = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
  const line = { time, level: levels[level], message, ...plain(meta) };
  process.stderr.write(`${JSON.stringify(line)}\n`);
});

function plain(meta: LogEntry['meta']): LogFields {
  return Object.fromEntries(
    Object.entries(meta ?? {})
      .filter(([, value]) => typeof value !== 'function' && value !== undefined)
      .map(([key, value]) => [key, readable(value)]),
  );
}

function readable(value: unknown): unknown {
  if (value instanceof Error) return errorText(value);
  return typeof value === 'bigint' ? value.toString() : value;
}

/** What went wrong, from the outermost error to the one that caused it. */
export function errorText(error: unknown): string {
  const texts: string[] = [];
  for (let e = error; e instanceof Error && texts.length < 5; e = e.cause) {
    const text = withoutWrappers(e.message);
    if (text && !texts.some(known => known.includes(text))) texts.push(text);
  }
  return texts.join(': ') || String(error);
}

/**
 * Temporal's native client prints errors as nested structures. Only the innermost message is for
 * people.
 */
function withoutWrappers(message: string): string {
  const innermost = /.*message: "([^"]+)"/s.exec(message);
  return innermost && message.includes('::') ? innermost[1] : message;
}
