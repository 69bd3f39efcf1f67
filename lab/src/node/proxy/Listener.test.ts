import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { CutPaths } from './CutPaths';
import { Listener } from './Listener';
import type { ListenerRule } from './listeners';

const SPOKE = '127.237.0.2';
const servers: Server[] = [];
const sockets: Socket[] = [];
const listeners: Listener[] = [];
const paths = new CutPaths('127.237.0.1', address => address.startsWith('127.237.0.'));

afterEach(async () => {
  paths.remove(SPOKE);
  sockets.splice(0).forEach(socket => socket.destroy());
  listeners.splice(0).forEach(listener => listener.close());
  servers.splice(0).forEach(server => server.close());
});

async function serve(onConnection: (socket: Socket) => void, allowHalfOpen = true) {
  const server = createServer({ allowHalfOpen }, socket => {
    sockets.push(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

const echo = () => serve(socket => socket.pipe(socket));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listen(part: Partial<ListenerRule>): Promise<Listener> {
  const rule: ListenerRule = {
    ...{ address: '127.0.0.1', port: await freePort(), kind: 'loadBalancer', service: 'a/b' },
    ...{ targets: [], sourceRanges: [], ...part },
  };
  const listener = new Listener(rule, paths, () => {});
  listeners.push(listener);
  await sleep(20);
  return listener;
}

/** A client that collects what comes back. */
function client({ rule }: Listener, localAddress?: string) {
  const socket = connect({
    ...{ host: rule.address, port: rule.port, localAddress, allowHalfOpen: true },
  });
  sockets.push(socket);
  const seen = { text: '', ended: false, error: '', closed: false };
  socket.on('data', chunk => (seen.text += chunk));
  socket.on('end', () => (seen.ended = true));
  socket.on('error', error => (seen.error = (error as NodeJS.ErrnoException).code ?? ''));
  socket.on('close', () => (seen.closed = true));
  return { socket, seen };
}

async function until(condition: () => boolean) {
  for (let i = 0; i < 200 && !condition(); i++) await sleep(10);
  expect(condition()).toBe(true);
}

describe('Listener', () => {
  it('forwards to the targets in turn', async () => {
    const targets = await Promise.all(['a', 'b'].map(name => serve(socket => socket.end(name))));
    const listener = await listen({ targets });
    const answers: string[] = [];
    for (let i = 0; i < 4; i++) {
      const { seen } = client(listener);
      await until(() => seen.ended);
      answers.push(seen.text);
    }
    expect(answers.sort()).toEqual(['a', 'a', 'b', 'b']);
  });

  it('lets one side end while the other still speaks', async () => {
    const target = await serve(socket => {
      let text = '';
      socket.on('data', chunk => (text += chunk));
      socket.on('end', () => setTimeout(() => socket.end(`got ${text.length}`), 50));
    });
    const { socket, seen } = client(await listen({ targets: [target] }));
    socket.end('x'.repeat(1_000_000));
    await until(() => seen.closed);
    expect(seen).toMatchObject({ text: 'got 1000000', ended: true, error: '' });
  });

  it('passes a reset on', async () => {
    const target = await serve(socket => socket.once('data', () => socket.resetAndDestroy()));
    const listener = await listen({ targets: [target] });
    const { socket, seen } = client(listener);
    socket.write('x');
    await until(() => seen.closed);
    expect(seen.error).toBe('ECONNRESET');
    expect(listener.size).toBe(0);
  });

  it('resets at once without a target, and from a source that is not allowed', async () => {
    const { seen } = client(await listen({}));
    await until(() => seen.error === 'ECONNRESET');
    const guarded = await listen({ targets: [await echo()], sourceRanges: ['127.237.0.0/24'] });
    const refused = client(guarded).seen;
    await until(() => refused.error === 'ECONNRESET');
    const allowed = client(guarded, SPOKE);
    allowed.socket.write('hello');
    await until(() => allowed.seen.text === 'hello');
    expect(allowed.seen.error).toBe('');
  });

  it('holds what is there on a cut path, and lets it go on when it is healed', async () => {
    const listener = await listen({ targets: [await echo()] });
    const spoke = client(listener, SPOKE);
    const other = client(listener);
    spoke.socket.write('1');
    await until(() => spoke.seen.text === '1');
    paths.add(SPOKE);
    listener.applyCuts();
    spoke.socket.write('2');
    other.socket.write('free');
    await until(() => other.seen.text === 'free');
    await sleep(100);
    expect(spoke.seen).toEqual({ text: '1', ended: false, error: '', closed: false });
    paths.remove(SPOKE);
    listener.applyCuts();
    await until(() => spoke.seen.text === '12');
  });

  it('lets a new connection on a cut path hang, whatever it would have met', async () => {
    let connections = 0;
    const target = await serve(socket => {
      connections += 1;
      socket.pipe(socket);
    });
    const listener = await listen({ targets: [target] });
    const empty = await listen({});
    paths.add(SPOKE);
    const spoke = client(listener, SPOKE);
    const dead = client(empty, SPOKE);
    spoke.socket.write('hello');
    await sleep(100);
    expect(connections).toBe(0);
    expect(dead.seen.error).toBe('');
    paths.remove(SPOKE);
    [listener, empty].forEach(l => l.applyCuts());
    await until(() => spoke.seen.text === 'hello');
    await until(() => dead.seen.error === 'ECONNRESET');
  });

  it('does not tell one side that the other is gone while the path is cut', async () => {
    let atServer: Socket | undefined;
    const target = await serve(socket => {
      atServer = socket;
      socket.write('hello');
    });
    const listener = await listen({ targets: [target] });
    const spoke = client(listener, SPOKE);
    await until(() => spoke.seen.text === 'hello');
    paths.add(SPOKE);
    listener.applyCuts();
    atServer!.resetAndDestroy();
    await sleep(100);
    expect(spoke.seen).toMatchObject({ error: '', ended: false, closed: false });
    paths.remove(SPOKE);
    listener.applyCuts();
    await until(() => spoke.seen.error === 'ECONNRESET');
  });

  it('ends connections with a load balancer address, and keeps those through a ClusterIP', async () => {
    for (const [kind, survives] of [
      ['loadBalancer', false],
      ['clusterIP', true],
    ] as const) {
      const listener = await listen({ kind, targets: [await echo()] });
      const { socket, seen } = client(listener);
      socket.write('1');
      await until(() => seen.text === '1');
      listener.close();
      socket.write('2');
      await until(() => (survives ? seen.text === '12' : seen.error === 'ECONNRESET'));
      expect(listener.size).toBe(survives ? 1 : 0);
    }
  });

  it('gives its address back when it is closed before it listens', async () => {
    const rule: ListenerRule = {
      ...{ address: '127.0.0.1', port: await freePort(), kind: 'clusterIP', service: 'a/b' },
      ...{ targets: [await serve(s => s.end('old'))], sourceRanges: [] },
    };
    new Listener(rule, paths, () => {}).close();
    const targets = [await serve(s => s.end('new'))];
    const { seen } = client(await listen({ ...rule, targets }));
    await until(() => seen.text !== '');
    expect(seen.text).toBe('new');
  });

  it('waits for an address that somebody else still listens on', async () => {
    const blocker = await echo();
    const listener = await listen({ port: blocker.port, targets: [await serve(s => s.end('me'))] });
    expect(listener.problem).toContain('EADDRINUSE');
    servers[0].close();
    await sleep(1200);
    expect(listener.problem).toBeUndefined();
    const { seen } = client(listener);
    await until(() => seen.text === 'me');
  });
});
