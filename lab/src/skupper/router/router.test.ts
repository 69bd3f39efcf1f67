import { randomBytes } from 'node:crypto';
import { connect, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { PATIENT, routerConfig, until } from '../__testUtils__/routers';
import {
  createTestNetwork,
  digest,
  exchange,
  PORTS,
  TestNetwork,
} from '../__testUtils__/testNetwork';

let network: TestNetwork;
beforeAll(async () => {
  network = await createTestNetwork(PATIENT);
}, 30_000);
afterAll(() => network?.close());

const at = (site: 'hub' | 'one' | 'two') => network.routers[site].address;

it.each([
  ['spoke to hub', 'one', 'echo'],
  ['hub to spoke', 'hub', 'back'],
  ['spoke to hub to spoke', 'one', 'back'],
  ['to a server of the same site', 'hub', 'echo'],
] as const)('carries bytes both ways: %s', async (_, from, name) => {
  const bytes = randomBytes(3_000_000);
  expect(digest(await exchange(at(from), PORTS[name], bytes))).toBe(digest(bytes));
});

it('carries many connections over one link at the same time', async () => {
  const many = Array.from({ length: 300 }, (_, i) => randomBytes(1_000 + i * 400));
  const answers = await Promise.all(
    many.map((bytes, i) => exchange(at('one'), i % 2 ? PORTS.echo : PORTS.back, bytes)),
  );
  expect(answers.map(digest)).toEqual(many.map(digest));
}, 60_000);

it('holds a sender back for a reader that does not read, and nobody else', async () => {
  const SIZE = 64 * 1024 * 1024;
  let produced = 0;
  await network.offer('two', socket => {
    const chunk = Buffer.alloc(64 * 1024, 1);
    const chunks = function* endless() {
      for (; produced < SIZE; produced += chunk.length) yield chunk;
    };
    Readable.from(chunks()).pipe(socket);
  });
  const reader = connect({ host: at('one'), port: PORTS.other });
  reader.pause();
  await until('it flows', () => produced > 0, 20_000);
  let before = -1;
  await until('it stops', () => {
    const stopped = produced === before;
    before = produced;
    return stopped;
  });
  await new Promise(resolve => setTimeout(resolve, 300));
  // Windows of the link and buffers of sockets, far from everything.
  expect(produced).toBeLessThan(SIZE / 4);
  const bytes = randomBytes(1_000_000);
  expect(digest(await exchange(at('one'), PORTS.echo, bytes))).toBe(digest(bytes));
  let received = 0;
  reader.on('data', chunk => {
    received += chunk.length;
  });
  reader.resume();
  await until('the rest comes', () => received === SIZE, 20_000);
  reader.destroy();
}, 60_000);

it('passes on the end of either direction alone', async () => {
  const heard: string[] = [];
  await network.offer('two', socket => {
    // Ends its own direction first, and still listens.
    socket.end('hello ');
    socket.on('data', chunk => heard.push(String(chunk)));
    socket.on('end', () => heard.push('end'));
  });
  const client = connect({ host: at('one'), port: PORTS.other, allowHalfOpen: true });
  let text = '';
  client.on('data', chunk => {
    text += chunk;
  });
  await new Promise(resolve => client.on('end', resolve));
  expect(text).toBe('hello ');
  client.write('still ');
  client.end('here');
  await until('the server hears the end', () => heard.includes('end'));
  expect(heard.slice(0, heard.indexOf('end')).join('')).toBe('still here');
});

it('breaks a connection off when either end breaks', async () => {
  let accepted: Socket | undefined;
  const heard: string[] = [];
  const note = (who: string) => (error: Error) =>
    heard.push(`${who} ${(error as NodeJS.ErrnoException).code}`);
  await network.offer('two', socket => {
    accepted = socket;
    socket.on('error', note('server'));
    socket.resume();
  });
  const open = async () => {
    accepted = undefined;
    const socket = connect({ host: at('one'), port: PORTS.other });
    socket.on('error', note('client'));
    await until('accepted', () => accepted !== undefined);
    return socket;
  };
  (await open()).resetAndDestroy();
  await until('the server notices', () => heard.includes('server ECONNRESET'));
  await open();
  accepted!.resetAndDestroy();
  await until('the client notices', () => heard.includes('client ECONNRESET'));
  expect(heard).toHaveLength(2);
});

it('refuses a client at once when nothing offers the address', async () => {
  const { router, address, log } = network.routers.one;
  const listener = { name: 'listener/x', port: '1031', address: 'nothing' };
  const config = routerConfig('edge', {});
  router.configure({ ...config, tcpListeners: [listener] }, () => network.credentials.client);
  const refused = exchange(address, 1031, Buffer.from('x'));
  await expect(refused).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(log).toContain('nothing: nothing offers nothing');
});
