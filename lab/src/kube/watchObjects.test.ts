import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeClient } from './client';
import { ObjectStore, type ApiObject } from './ObjectStore';
import { ApiError } from './request';
import { watchObjects } from './watchObjects';

const object = (name: string, resourceVersion: string): ApiObject => ({
  metadata: { name, namespace: 'shop', resourceVersion },
});

/** An API server of which the test decides every answer. */
function fakeServer() {
  const lists: (ApiObject[] | Error)[] = [];
  const streams: { stream: PassThrough & { complete?: boolean }; path: string }[] = [];
  let listed = 0;
  const client: Pick<KubeClient, 'call' | 'stream'> = {
    async call<T>() {
      const answer = lists[Math.min(listed, lists.length - 1)];
      listed += 1;
      if (answer instanceof Error) throw answer;
      return { metadata: { resourceVersion: '10' }, items: answer } as T;
    },
    async stream(path) {
      const stream: PassThrough & { complete?: boolean } = new PassThrough();
      streams.push({ stream, path });
      return stream as unknown as IncomingMessage;
    },
  };
  return { client, lists, streams, listed: () => listed };
}

async function until(condition: () => boolean) {
  for (let i = 0; i < 300 && !condition(); i++) await sleep(10);
  expect(condition()).toBe(true);
}

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach(stop => stop()));

function start(lists: (ApiObject[] | Error)[]) {
  const server = fakeServer();
  server.lists.push(...lists);
  const store = new ObjectStore<ApiObject>();
  const changes: string[] = [];
  store.onChange((now, before) =>
    changes.push(`${before ? '-' : '+'}${now?.metadata?.resourceVersion ?? 'gone'}`),
  );
  const log: string[] = [];
  const stop = watchObjects(server.client, '/api/v1/pods', store, { log: line => log.push(line) });
  stops.push(stop);
  const names = () => store.list().map(o => o.metadata?.name);
  return { ...server, store, changes, log, names };
}

const event = (type: string, o: object) => `${JSON.stringify({ type, object: o })}\n`;

describe('watchObjects', () => {
  it('lists, follows changes also when they come in pieces, and resumes where it was', async () => {
    const run = start([[object('a', '1')]]);
    await until(() => run.streams.length === 1);
    const { stream } = run.streams[0];
    const line = event('ADDED', object('b', '11'));
    stream.write(line.slice(0, 20));
    stream.write(line.slice(20) + event('MODIFIED', object('a', '12')));
    stream.write(event('DELETED', object('b', '13')));
    stream.write(event('BOOKMARK', object('', '20')));
    await until(() => run.changes.length === 4);
    expect(run.changes).toEqual(['+1', '+11', '-12', '-gone']);
    stream.complete = true;
    stream.end();
    await until(() => run.streams.length === 2);
    expect(run.listed()).toBe(1);
    expect(run.streams[0].path).toContain('resourceVersion=10');
    expect(run.streams[1].path).toContain('resourceVersion=20');
  });

  it('lists again when its version has expired, and sees what it missed', async () => {
    const run = start([
      [object('a', '1'), object('b', '2')],
      [object('b', '2'), object('c', '3')],
    ]);
    await until(() => run.streams.length === 1);
    run.streams[0].stream.write(event('ERROR', { code: 410, message: 'too old' }));
    await until(() => run.streams.length === 2);
    expect(run.names()).toEqual(['b', 'c']);
    expect(run.changes).toEqual(['+1', '+2', '-gone', '+3']);
    expect(run.log).toEqual([]);
  });

  it('keeps what it knows while the API server is away, and comes back by itself', async () => {
    const away = new Error('connect ECONNREFUSED');
    const run = start([[object('a', '1')], away, away, [object('a', '5')]]);
    await until(() => run.streams.length === 1);
    run.streams[0].stream.destroy(new Error('socket hang up'));
    await until(() => run.listed() === 2);
    expect(run.names()).toEqual(['a']);
    await until(() => run.streams.length === 2);
    expect(run.changes).toEqual(['+1', '-5']);
    expect(run.log).toEqual([
      '/api/v1/pods: socket hang up; trying again',
      '/api/v1/pods: the API server is back',
    ]);
  });

  it('treats an answer that breaks off as a lost connection', async () => {
    const run = start([[object('a', '1')], new ApiError(503, '', 'not yet'), []]);
    await until(() => run.streams.length === 1);
    run.streams[0].stream.end(); // not complete
    await until(() => run.streams.length === 2);
    expect(run.names()).toEqual([]);
    expect(run.log[0]).toContain('the connection was lost');
  });

  it('narrows by selectors, and says what kind the items of a list are', async () => {
    const paths: string[] = [];
    const stream = new PassThrough() as unknown as IncomingMessage;
    const client: Pick<KubeClient, 'call' | 'stream'> = {
      async call<T>(_: string, path: string) {
        paths.push(path);
        const items = [object('a', '1')];
        const metadata = { resourceVersion: '10' };
        return { apiVersion: 'v1', kind: 'ConfigMapList', metadata, items } as T;
      },
      async stream(path) {
        paths.push(path);
        return stream;
      },
    };
    const store = new ObjectStore<ApiObject>();
    let synced = 0;
    const stop = watchObjects(client, '/api/v1/configmaps', store, {
      ...{ fieldSelector: 'metadata.name=a', log: () => {} },
      onSynced: () => (synced += 1),
    });
    await until(() => paths.length === 2);
    expect(paths[0]).toBe('/api/v1/configmaps?fieldSelector=metadata.name%3Da');
    expect(paths[1]).toContain('fieldSelector=metadata.name%3Da&watch=true');
    expect(store.list()).toEqual([{ apiVersion: 'v1', kind: 'ConfigMap', ...object('a', '1') }]);
    expect(synced).toBe(1);
    stop();
    await until(() => stream.destroyed);
    expect(paths).toHaveLength(2);
  });
});
