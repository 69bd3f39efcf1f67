import { Api, ApiError, readAll } from './api';
import { KubeObject, keyOf } from './types';

/** What to watch: a collection's path, narrowed by selectors. */
export interface WatchOptions<T> {
  path: string;
  kind: string;
  apiVersion: string;
  labelSelector?: string;
  fieldSelector?: string;
  /** An object was made or changed, or was there already when the watch began. */
  onChange(object: T): void;
  /** An object is gone. */
  onDelete(object: T): void;
  /** All objects that were there have been told. Called after each (re)listing. */
  onSynced?(): void;
  log?(line: string): void;
}

interface List {
  metadata: { resourceVersion: string };
  items: KubeObject[];
}

/**
 * Keeps looking at a collection until it is stopped: lists it, follows its changes, and lists again after an interruption,
 * so that nothing is missed while the API server is away. Reports each version of an object at most once.
 */
export function watchObjects<T extends KubeObject>(api: Api, options: WatchOptions<T>): () => void {
  const known = new Map<string, T>();
  let stopped = false;
  let close = () => {};
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  const query = (more: Record<string, string>) => {
    const parameters = new URLSearchParams(more);
    if (options.labelSelector) parameters.set('labelSelector', options.labelSelector);
    if (options.fieldSelector) parameters.set('fieldSelector', options.fieldSelector);
    return `${options.path}?${parameters}`;
  };
  const changed = (object: T) => {
    const key = keyOf(object);
    if (known.get(key)?.metadata.resourceVersion === object.metadata.resourceVersion) return;
    known.set(key, object);
    options.onChange(object);
  };
  const gone = (key: string) => {
    const object = known.get(key);
    known.delete(key);
    if (object) options.onDelete(object);
  };
  const list = async (): Promise<string> => {
    const answer = await api.send<List>('GET', query({}));
    const present = new Set<string>();
    for (const item of answer.items) {
      // Items of a list lack these two.
      const object = { ...item, kind: options.kind, apiVersion: options.apiVersion } as T;
      present.add(keyOf(object));
      changed(object);
    }
    [...known.keys()].filter(key => !present.has(key)).forEach(gone);
    options.onSynced?.();
    return answer.metadata.resourceVersion;
  };
  /** Follows changes from a version on; resolves with the last version seen when the server ends the watch. */
  const follow = (from: string) =>
    new Promise<string>((resolve, reject) => {
      let version = from;
      const path = query({
        watch: '1',
        resourceVersion: from,
        allowWatchBookmarks: 'true',
        timeoutSeconds: String(240 + Math.floor(Math.random() * 60)),
      });
      const request = api.open(path, response => {
        if (response.statusCode !== 200) {
          readAll(response).then(
            text => reject(new ApiError(response.statusCode ?? 0, '', text)),
            reject,
          );
          return;
        }
        let rest = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          const lines = (rest + text).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) {
            if (!line) continue;
            const event = JSON.parse(line) as { type: string; object: T };
            if (event.type === 'ERROR') {
              request.destroy();
              reject(new ApiError(410, 'Gone', 'the watch is too old'));
              return;
            }
            version = event.object.metadata.resourceVersion ?? version;
            if (event.type === 'DELETED') gone(keyOf(event.object));
            else if (event.type !== 'BOOKMARK') changed(event.object);
          }
        });
        response.on('end', () => resolve(version));
        response.on('error', reject);
      });
      request.on('error', reject);
      close = () => request.destroy();
    });

  const sleep = (ms: number) =>
    new Promise<void>(resolve => {
      timer = setTimeout(resolve, ms);
    });
  const run = async () => {
    let version: string | undefined;
    while (!stopped) {
      try {
        version ??= await list();
        failures = 0;
        version = await follow(version);
      } catch (error) {
        if (stopped) return;
        version = undefined;
        failures += 1;
        if (failures === 2)
          options.log?.(`cannot watch ${options.path}: ${(error as Error).message}`);
        const pause = failures === 1 ? 100 : Math.min(1000 * failures, 3000);
        await sleep(pause);
      }
    }
  };
  run().catch(() => {});
  return () => {
    stopped = true;
    clearTimeout(timer);
    close();
  };
}
