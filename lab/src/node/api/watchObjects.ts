import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isStatus, type ApiClient } from './ApiClient';
import type { ApiObject, ObjectStore } from './ObjectStore';

interface ListAnswer<T> {
  metadata: { resourceVersion: string };
  items: T[];
}

interface WatchEvent<T> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T & { code?: number; message?: string };
}

/** Bookmarks come about once a minute: a connection that is silent for longer is dead. */
const SILENCE_MS = 150_000;

/** The version that the watch had reached is too old for the API server: only a new listing helps. */
class Expired extends Error {}

/**
 * Keeps a store up to date for good: lists, then watches; lists again after every error (API server away, version expired), with
 * delays from 0.5 s to 4 s. A watch that ends in peace is resumed where it was.
 *
 * @param path - collection, e.g. `/api/v1/pods`
 * @param log - gets one line when the connection is lost, one when it is back
 */
export async function watchObjects<T extends ApiObject>(
  client: ApiClient,
  path: string,
  store: ObjectStore<T>,
  log: (line: string) => void,
): Promise<never> {
  let failures = 0;
  for (;;) {
    try {
      const list = await client.call<ListAnswer<T>>('GET', path, { timeoutMs: 30_000 });
      store.replace(list.items);
      if (failures > 0) log(`${path}: the API server is back`);
      failures = 0;
      let version = list.metadata.resourceVersion;
      for (;;) version = await watchOnce(client, path, store, version);
    } catch (error) {
      if (error instanceof Expired || isStatus(error, 410)) continue;
      if (failures++ === 0) log(`${path}: ${(error as Error).message}; trying again`);
      await sleep(Math.min(4000, 250 * 2 ** failures));
    }
  }
}

/** One watch request, until the server ends it. @returns the version that was reached */
async function watchOnce<T extends ApiObject>(
  client: ApiClient,
  path: string,
  store: ObjectStore<T>,
  from: string,
): Promise<string> {
  const query = new URLSearchParams({
    watch: 'true',
    allowWatchBookmarks: 'true',
    timeoutSeconds: '600',
    resourceVersion: from,
  });
  const response = await client.stream(`${path}?${query}`, SILENCE_MS);
  try {
    let version = from;
    for await (const line of linesOf(response)) {
      const event = JSON.parse(line) as WatchEvent<T>;
      if (event.type === 'ERROR') {
        if (event.object.code === 410) throw new Expired();
        throw new Error(event.object.message ?? 'the watch failed');
      }
      if (event.type === 'DELETED') store.remove(event.object);
      else if (event.type !== 'BOOKMARK') store.set(event.object);
      version = event.object.metadata?.resourceVersion ?? version;
    }
    if (!response.complete) throw new Error('the connection was lost');
    return version;
  } finally {
    response.destroy();
  }
}

/** Lines of a stream; its errors are thrown. */
async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  response.setEncoding('utf8');
  let rest = '';
  for await (const chunk of response) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line) yield line;
  }
}
