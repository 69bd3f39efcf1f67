import type { Readable } from 'node:stream';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const timeoutMs = 20_000;

/**
 * Reads what is behind an http(s) url that may be read, no more than `maxBytes` of it. Redirects
 * are followed by Backstage's reader, within `backend.reading.allow`. Its errors are not passed on:
 * they hold what the server said, and where it redirects to.
 *
 * @throws InputError with a text for people
 */
export async function readManifestUrl(
  options: { isAllowed: (url: URL) => boolean; urlReader: UrlReaderService },
  url: string,
  maxBytes: number,
): Promise<Buffer | 'tooBig'> {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new InputError('The url is neither http(s) nor relative to the folder of manifests');
  }
  const { username, password } = new URL(url);
  if (username || password) {
    throw new InputError(
      'The url has a user or a password, which would be kept with the request: a url without them is accepted',
    );
  }
  if (!options.isAllowed(new URL(url))) {
    throw new InputError(
      `${JSON.stringify(url)} is not among the addresses that may be read: hosts and paths of backend.reading.allow are`,
    );
  }
  const signal = AbortSignal.timeout(timeoutMs);
  const done = new AbortController();
  try {
    const answer = await inTime(
      options.urlReader.readUrl(url, { signal: AbortSignal.any([signal, done.signal]) }),
      signal,
    );
    // Backstage's own readers all have a stream.
    return answer.stream
      ? await readAtMost(answer.stream(), maxBytes, signal)
      : capped(await inTime(answer.buffer(), signal), maxBytes);
  } catch (error) {
    throw new InputError(`${JSON.stringify(url)} cannot be read: ${reasonOf(error, signal)}`);
  } finally {
    // Closes the connection of what is not read to its end.
    done.abort();
  }
}

function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) {
    return `it takes longer than ${timeoutMs / 1000} seconds`;
  }
  return error instanceof Error && error.name === 'NotFoundError'
    ? 'nothing is there'
    : 'its server does not answer with it, or redirects to what may not be read';
}

async function readAtMost(
  stream: Readable,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer | 'tooBig'> {
  const stop = () => stream.destroy(new Error('too late'));
  signal.addEventListener('abort', stop);
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > maxBytes) {
        return 'tooBig';
      }
      chunks.push(Buffer.from(chunk));
    }
    return Buffer.concat(chunks);
  } finally {
    signal.removeEventListener('abort', stop);
    stream.destroy();
  }
}

function capped(bytes: Buffer, maxBytes: number): Buffer | 'tooBig' {
  return bytes.byteLength > maxBytes ? 'tooBig' : bytes;
}

/** For readers that do not look at the signal. */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, failed) => {
    signal.addEventListener('abort', () => failed(signal.reason), { once: true });
    work.then(done, failed);
  });
}
