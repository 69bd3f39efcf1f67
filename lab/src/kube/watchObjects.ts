import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeClient } from './client';
import type { ApiObject, ObjectStore } from './ObjectStore';
import { isStatus } from './request';

/** How a watch is narrowed, and who hears of it. */
export interface WatchOptions {
  labelSelector?: string;
  fieldSelector?: string;
  /** All objects that were there have been told. Called after each listing. */
  onSynced?(): void;
  /** Gets one line when the connection is lost, one when it is back. */
  log(line: string): void;
}

interface ListAnswer<T> {
  apiVersion?: string;
  kind?: string;
  metadata: { resourceVersion: string };
  items: T[];
}

interface WatchEvent<T> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: T & { code?: number; message?: string };
}

/** Bookmarks come about once a minute: a connection that is silent for longer is dead. */
const SILENCE_MS = 150_000;
/** The first pause after an error; it doubles with each more. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 4000;

/**
 * The version that the watch had reached is too old for the API server: only a new listing helps.
 */
class Expired extends Error {}

/**
 * Keeps a store up to date until it is stopped: lists, then watches; lists again after every error
 * (API server away, version expired), so that nothing is missed. A watch that ends in peace is
 * resumed where it was.
 *
 * @param path - collection, e.g. `/api/v1/pods`
 * @returns a function that stops it
 */
export function watchObjects<T extends ApiObject>(
  client: Pick<KubeClient, 'call' | 'stream'>,
  path: string,
  store: ObjectStore<T>,
  { log, onSynced, ...selectors }: WatchOptions,
): () => void {
  let stopped = false;
  let close = () => {};

  const query = (more: Record<string, string> = {}) => {
    const parameters = new URLSearchParams({ ...selectors, ...more }).toString();
    return parameters && `?${parameters}`;
  };
  const list = async (): Promise<string> => {
    const answer = await client.call<ListAnswer<T>>('GET', path + query(), { timeoutMs: 30_000 });
    store.replace(answer.items.map(item => ({ ...kindOf(answer), ...item })));
    onSynced?.();
    return answer.metadata.resourceVersion;
  };
  /** One watch request, until the server ends it. @returns the version that was reached */
  const follow = async (from: string): Promise<string> => {
    const watch = { watch: 'true', allowWatchBookmarks: 'true', timeoutSeconds: '600' };
    const response = await client.stream(
      path + query({ ...watch, resourceVersion: from }),
      SILENCE_MS,
    );
    close = () => response.destroy();
    try {
      let version = from;
      if (stopped) return version;
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
  };
  const run = async () => {
    let failures = 0;
    while (!stopped) {
      try {
        let version = await list();
        if (failures > 0) log(`${path}: the API server is back`);
        failures = 0;
        while (!stopped) version = await follow(version);
      } catch (error) {
        if (stopped || error instanceof Expired || isStatus(error, 410)) continue;
        if (failures === 0) log(`${path}: ${(error as Error).message}; trying again`);
        await sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures));
        failures += 1;
      }
    }
  };
  void run();
  return () => {
    stopped = true;
    close();
  };
}

/** Items of a list lack these two. */
function kindOf({ apiVersion, kind }: ListAnswer<unknown>) {
  return kind ? { apiVersion, kind: kind.replace(/List$/, '') } : {};
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
