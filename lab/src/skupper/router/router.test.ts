import { createHash, randomBytes } from 'node:crypto';
import { connect, Server, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import {
  createCredentials,
  createPath,
  nextAddress,
  Path,
  routerConfig,
  serve,
  startRouter,
  TestRouter,
  until,
} from '../testing/routers';

/** Hub and two spokes in this process, over real TLS on loopback. */
const hubAddress = nextAddress();
const [spoke1, spoke2, servers] = [nextAddress(), nextAddress(), nextAddress()];
const EDGE_PORT = 45671;
/** Where a client of each site finds each server. */
const PORTS = { echo: 1024, back: 1025, big: 1026 };

let credentials: Awaited<ReturnType<typeof createCredentials>>;
let hub: TestRouter;
let one: TestRouter;
let two: TestRouter;
let path: Path;
const cleanup: Array<() => void> = [];
const ports: Record<string, number> = {};

const listeners = Object.entries(PORTS).map(([address, port]) => ({ port, address }));

async function server(name: string, onConnection: (socket: Socket) => void): Promise<Server> {
  const sockets = new Set<Socket>();
  const { server: made, port } = await serve(servers, socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  ports[name] = port;
  cleanup.push(() => {
    made.close();
    sockets.forEach(socket => socket.destroy());
  });
  return made;
}

/** Status of the link of a spoke, as it reports it itself. */
function link(router: TestRouter): string | undefined {
  const sites = router.network()?.siteStatus ?? [];
  const own = sites.find(({ routerStatus }) => routerStatus[0].router.hostname === router.id);
  return own?.routerStatus[0].links[0]?.status;
}

/** Waits until spoke one has heard of a connector to a port. */
const oneKnows = (port: number) =>
  until('one knows the connector', () =>
    one
      .network()!
      .siteStatus.some(({ routerStatus }) =>
        routerStatus[0].connectors.some(({ destPort }) => destPort === String(port)),
      ),
  );

beforeAll(async () => {
  credentials = await createCredentials(hubAddress);
  await server('echo', socket => socket.pipe(socket));
  await server('back', socket => socket.pipe(socket));
  hub = startRouter(
    'hub',
    hubAddress,
    routerConfig('interior', {
      edgePort: EDGE_PORT,
      tcpListeners: listeners,
      tcpConnectors: [{ host: servers, port: ports.echo, address: 'echo' }],
    }),
    credentials.server,
  );
  path = await createPath(hubAddress, { host: hubAddress, port: EDGE_PORT });
  one = startRouter(
    'one',
    spoke1,
    routerConfig('edge', { link: { host: hubAddress, port: path.port }, tcpListeners: listeners }),
    credentials.client,
  );
  two = startRouter(
    'two',
    spoke2,
    routerConfig('edge', {
      link: { host: hubAddress, port: EDGE_PORT },
      tcpListeners: listeners,
      tcpConnectors: [{ host: servers, port: ports.back, address: 'back' }],
    }),
    credentials.client,
  );
  cleanup.push(
    () => [hub, one, two].forEach(router => router.close()),
    () => path.close(),
  );
  await until('all see three sites', () =>
    [hub, one, two].every(router => router.network()?.siteStatus.length === 3),
  );
}, 30_000);

afterAll(() => cleanup.forEach(end => end()));

/** Sends bytes and gives back what came until the other side ended. */
function exchange(address: string, port: number, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, allowHalfOpen: true });
    const chunks: Buffer[] = [];
    socket.on('data', chunk => chunks.push(chunk as Buffer));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.on('error', reject);
    socket.end(bytes);
  });
}

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

it.each([
  ['spoke to hub', spoke1, 'echo'],
  ['hub to spoke', hubAddress, 'back'],
  ['spoke to hub to spoke', spoke1, 'back'],
  ['to a server of the same site', hubAddress, 'echo'],
])('carries bytes both ways: %s', async (_, from, name) => {
  const bytes = randomBytes(3_000_000);
  const answer = await exchange(from, PORTS[name as 'echo'], bytes);
  expect(hash(answer)).toBe(hash(bytes));
});

it('carries many connections over one link at the same time', async () => {
  const many = Array.from({ length: 300 }, (_, i) => randomBytes(1_000 + i * 400));
  const answers = await Promise.all(
    many.map((bytes, i) => exchange(spoke1, i % 2 ? PORTS.echo : PORTS.back, bytes)),
  );
  expect(answers.map(hash)).toEqual(many.map(hash));
}, 30_000);

it('holds a sender back for a reader that does not read, and nobody else', async () => {
  const SIZE = 64 * 1024 * 1024;
  let produced = 0;
  await server('big', socket => {
    const chunk = Buffer.alloc(64 * 1024, 1);
    Readable.from(
      (function* chunks() {
        for (; produced < SIZE; produced += chunk.length) yield chunk;
      })(),
    ).pipe(socket);
  });
  hub.router.configure(
    routerConfig('interior', {
      edgePort: EDGE_PORT,
      tcpListeners: listeners,
      tcpConnectors: [
        { host: servers, port: ports.echo, address: 'echo' },
        { host: servers, port: ports.big, address: 'big' },
      ],
    }),
    () => credentials.server,
  );
  await oneKnows(ports.big);
  const reader = connect({ host: spoke1, port: PORTS.big });
  reader.pause();
  await until('it flows', () => produced > 0);
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
  expect(hash(await exchange(spoke1, PORTS.echo, bytes))).toBe(hash(bytes));
  let received = 0;
  reader.on('data', chunk => {
    received += chunk.length;
  });
  reader.resume();
  await until('the rest comes', () => received === SIZE, 20_000);
  reader.destroy();
}, 40_000);

it('passes on the end of either direction alone', async () => {
  const heard: string[] = [];
  await server('half', socket => {
    // Ends its own direction first, and still listens.
    socket.end('hello ');
    socket.on('data', chunk => heard.push(String(chunk)));
    socket.on('end', () => heard.push('end'));
  });
  two.router.configure(
    routerConfig('edge', {
      link: { host: hubAddress, port: EDGE_PORT },
      tcpListeners: listeners,
      tcpConnectors: [
        { host: servers, port: ports.back, address: 'back' },
        { host: servers, port: ports.half, address: 'half' },
      ],
    }),
    () => credentials.client,
  );
  one.router.configure(
    routerConfig('edge', {
      link: { host: hubAddress, port: path.port },
      tcpListeners: [...listeners, { port: 1030, address: 'half' }],
    }),
    () => credentials.client,
  );
  await oneKnows(ports.half);
  const socket = connect({ host: spoke1, port: 1030, allowHalfOpen: true });
  const said = await new Promise<string>(resolve => {
    let text = '';
    socket.on('data', chunk => {
      text += chunk;
    });
    socket.on('end', () => resolve(text));
  });
  expect(said).toBe('hello ');
  socket.write('still ');
  socket.end('here');
  await until('the server hears the end', () => heard.includes('end'));
  expect(heard.slice(0, -1).join('')).toBe('still here');
});

it('breaks a connection off when either end breaks', async () => {
  let accepted: Socket | undefined;
  const closed: string[] = [];
  await server('break', socket => {
    accepted = socket;
    socket.on('error', error => closed.push((error as NodeJS.ErrnoException).code ?? ''));
    socket.resume();
  });
  hub.router.configure(
    routerConfig('interior', {
      edgePort: EDGE_PORT,
      tcpListeners: listeners,
      tcpConnectors: [
        { host: servers, port: ports.echo, address: 'echo' },
        { host: servers, port: ports.break, address: 'big' },
      ],
    }),
    () => credentials.server,
  );
  const open = async () => {
    accepted = undefined;
    await oneKnows(ports.break);
    const socket = connect({ host: spoke1, port: PORTS.big });
    socket.on('error', error => closed.push(`client ${(error as NodeJS.ErrnoException).code}`));
    await until('accepted', () => accepted !== undefined);
    return socket;
  };
  (await open()).resetAndDestroy();
  await until('the server notices', () => closed.includes('ECONNRESET'));
  const client = await open();
  accepted!.resetAndDestroy();
  await until('the client notices', () => client.destroyed);
  expect(closed).toContain('client ECONNRESET');
});

it('refuses a client at once when nothing offers the address', async () => {
  one.router.configure(
    routerConfig('edge', {
      link: { host: hubAddress, port: path.port },
      tcpListeners: [...listeners, { port: 1031, address: 'nothing' }],
    }),
    () => credentials.client,
  );
  const error = await exchange(spoke1, 1031, Buffer.from('x')).then(
    () => undefined,
    (problem: NodeJS.ErrnoException) => problem.code,
  );
  expect(error).toBe('ECONNRESET');
  expect(one.log).toContain('nothing: nothing offers nothing');
});

describe('credentials', () => {
  const attempt = (options: object) =>
    new Promise<string>(resolve => {
      const socket = connectTls({
        host: hubAddress,
        port: EDGE_PORT,
        ALPNProtocols: ['h2'],
        ...options,
      });
      socket.on('error', error => resolve((error as NodeJS.ErrnoException).code ?? error.message));
      socket.on('close', () => resolve('closed'));
      // With TLS 1.3 the client hears of a refusal only when it reads.
      socket.on('secureConnect', () => setTimeout(() => resolve('accepted'), 300));
    });

  it('are accepted when they are of the same authority', async () => {
    expect(await attempt(credentials.client)).toBe('accepted');
  });
  it('are needed from clients', async () => {
    expect(await attempt({ ca: credentials.client.ca })).not.toBe('accepted');
  });
  it('of another authority are refused', async () => {
    const other = await createCredentials(hubAddress);
    expect(await attempt({ ...other.client, ca: credentials.client.ca })).not.toBe('accepted');
  });
  it('are refused over TLS 1.2', async () => {
    expect(await attempt({ ...credentials.client, maxVersion: 'TLSv1.2' })).not.toBe('accepted');
  });

  it.each([
    ['a hub whose certificate is for another address', 'localhost'],
    ['a hub of another authority', hubAddress],
  ])('keep a spoke from linking to %s', async (what, certifiedFor) => {
    const other = await createCredentials(certifiedFor);
    const address = nextAddress();
    const target = startRouter(
      'three',
      address,
      routerConfig('interior', { edgePort: EDGE_PORT }),
      other.server,
    );
    const trusted = what.includes('another address') ? other.client : credentials.client;
    const spoke = startRouter(
      'four',
      nextAddress(),
      routerConfig('edge', { link: { host: address, port: EDGE_PORT } }),
      trusted,
    );
    try {
      await until('it says why', () => spoke.log.some(line => line.startsWith('no link to')));
      expect(spoke.log.join()).toMatch(
        what.includes('another address')
          ? /does not match certificate/
          : /unable to verify|self-signed/,
      );
      expect(target.network()?.siteStatus).toHaveLength(1);
    } finally {
      spoke.close();
      target.close();
    }
  });
});

describe('a path that goes silent', () => {
  it('is noticed late, its far side forgotten later, and all is back when it is healed', async () => {
    await until('up', () => link(one) === 'up');
    const held = connect({ host: spoke1, port: PORTS.echo });
    held.on('error', () => {});
    held.write('x');
    await new Promise(resolve => held.once('data', resolve));
    path.cut();
    const start = Date.now();
    await until('the link is down', () => link(one) === 'down');
    const down = Date.now() - start;
    const sites = () => one.network()!.siteStatus.map(({ site }) => site.name);
    expect(sites()).toEqual(['hub', 'one', 'two']);
    await until('its connections are broken off', () => held.destroyed);
    await until('the others are forgotten', () => sites().length === 1);
    const forgotten = Date.now() - start;
    const seen = ({ network }: TestRouter) => network()!.siteStatus.map(({ site }) => site.name);
    await until('the others forgot it', () =>
      [hub, two].every(router => !seen(router).includes('one')),
    );
    expect(down).toBeGreaterThanOrEqual(700);
    expect(forgotten - down).toBeGreaterThanOrEqual(300);
    expect(seen(two)).toEqual(['hub', 'two']);
    path.heal();
    await until('up again', () => link(one) === 'up' && sites().length === 3, 3_000);
    const bytes = randomBytes(100_000);
    expect(hash(await exchange(spoke1, PORTS.back, bytes))).toBe(hash(bytes));
  }, 20_000);
});

it('notices at once that the other router is gone, and finds the next one', async () => {
  await until('up', () => link(two) === 'up');
  hub.close();
  await until('the link is down', () => link(two) === 'down', 600);
  expect(two.network()!.siteStatus).toHaveLength(3);
  hub = startRouter(
    'hub',
    hubAddress,
    routerConfig('interior', {
      edgePort: EDGE_PORT,
      tcpListeners: listeners,
      tcpConnectors: [{ host: servers, port: ports.echo, address: 'echo' }],
    }),
    credentials.server,
  );
  await until('up again', () => link(two) === 'up' && link(one) === 'up');
  const bytes = randomBytes(100_000);
  expect(hash(await exchange(spoke2, PORTS.echo, bytes))).toBe(hash(bytes));
});
