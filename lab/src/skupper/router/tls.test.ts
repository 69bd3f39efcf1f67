import { once } from 'node:events';
import { connect, createServer as createPlainServer } from 'node:net';
import { connect as connectTls, createServer, Server, TLSSocket } from 'node:tls';
import { RouterConfig } from '../api/routerConfig';
import { createCredentials, nextAddress, startRouter, TestRouter } from '../__testUtils__/routers';
import { createProfiles } from './profileFiles';
import { TlsCredentials } from './Peer';

const PORT = 1024;
const serverHost = '127.0.0.1';
const address = nextAddress();
type Made = Awaited<ReturnType<typeof createCredentials>>;
let listener: Made;
let server: Made;
let router: TestRouter;
let application: Server;
let profiles: Record<string, TlsCredentials | undefined>;

/** One TLS listener and one TLS connector that checks the name of its server. */
function config(port: number, verifyHostname = true): RouterConfig {
  return {
    router: { id: 'test', mode: 'interior', metadata: '{}' },
    sslProfiles: [],
    connectors: [],
    listeners: [],
    addresses: [],
    tcpListeners: [
      { name: 'listener/l', port: String(PORT), address: 'key', sslProfile: 'listener' },
    ],
    tcpConnectors: [
      {
        name: 'connector/c',
        host: serverHost,
        port: String(port),
        address: 'key',
        sslProfile: 'trust-profile',
        verifyHostname,
      },
    ],
  };
}

const portOf = () => (application.address() as { port: number }).port;
const configure = (verifyHostname = true) =>
  router.router.configure(config(portOf(), verifyHostname), name => profiles[name]);

/** What a client that trusts `ca` gets for a greeting, or why it was refused. */
function ask(ca: string | undefined): Promise<string> {
  return new Promise(resolve => {
    const socket: TLSSocket = connectTls({ host: address, port: PORT, ca });
    socket.once('secureConnect', () => socket.write('hello'));
    socket.once('data', (data: Buffer) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once('close', () => resolve('closed'));
  });
}

beforeAll(async () => {
  listener = await createCredentials(address);
  server = await createCredentials(serverHost);
  application = createServer({ ...server.server }, socket => {
    socket.on('error', () => {});
    socket.on('data', data => void socket.write(`answer to ${data.toString()}`));
  });
  application.listen(0, serverHost);
  await once(application, 'listening');
});
beforeEach(() => {
  profiles = { listener: listener.server, 'trust-profile': { ca: server.server.ca } };
  router = startRouter('tls', address, config(portOf()), {});
  configure();
});
afterEach(() => router.close());
afterAll(() => application.close());

it('a client that trusts the authority talks with a server whose certificate fits', async () => {
  expect(await ask(listener.server.ca)).toBe('answer to hello');
});

it('a client that does not trust it is refused', async () => {
  expect(await ask(server.server.ca)).toMatch(/^UNABLE_TO_VERIFY|SELF_SIGNED/);
});

it('a server of another authority gets nothing', async () => {
  profiles['trust-profile'] = { ca: listener.server.ca };
  configure();
  expect(await ask(listener.server.ca)).not.toBe('answer to hello');
  expect(router.log.join()).toMatch(/unable to verify|self-signed/);
});

it('the name of the server is checked when that is asked for, and else not', async () => {
  const other = await createCredentials('localhost');
  application.setSecureContext(other.server);
  profiles['trust-profile'] = { ca: other.server.ca };
  try {
    configure(true);
    expect(await ask(listener.server.ca)).not.toBe('answer to hello');
    expect(router.log.join()).toMatch(/does not match certificate/);
    configure(false);
    expect(await ask(listener.server.ca)).toBe('answer to hello');
  } finally {
    application.setSecureContext(server.server);
  }
});

it('certificates that are replaced count from the next connection on', async () => {
  const next = await createCredentials(address);
  profiles.listener = next.server;
  configure();
  expect(await ask(listener.server.ca)).not.toBe('answer to hello');
  expect(await ask(next.server.ca)).toBe('answer to hello');
});

it('without the files of its profile a listener waits, and says so', async () => {
  router.close();
  router = startRouter('tls', address, { ...config(portOf()), tcpListeners: [] }, {});
  profiles.listener = undefined;
  configure();
  expect(await ask(listener.server.ca)).toBe('ECONNREFUSED');
  expect(router.log).toContain('listener/l waits: the files of TLS profile listener are missing');
});

/** What passes between the router and the application while a client is served. */
async function wire(withTls: boolean): Promise<string> {
  const seen: Buffer[] = [];
  const plain = createPlainServer(socket => socket.on('data', data => void socket.write(data)));
  plain.listen(0, serverHost);
  await once(plain, 'listening');
  const behind = withTls ? portOf() : (plain.address() as { port: number }).port;
  const tap = createPlainServer(socket => {
    const onward = connect({ host: serverHost, port: behind });
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ]) {
      from.on('error', () => {});
      from.on('close', () => to.destroy());
      from.on('data', (data: Buffer) => {
        seen.push(data);
        to.write(data);
      });
    }
  });
  tap.listen(0, serverHost);
  await once(tap, 'listening');
  const own = config((tap.address() as { port: number }).port);
  if (!withTls) own.tcpConnectors.forEach(connector => delete connector.sslProfile);
  router.router.configure(own, name => profiles[name]);
  try {
    expect(await ask(listener.server.ca)).toMatch(/hello$/);
    return Buffer.concat(seen).toString('latin1');
  } finally {
    tap.close();
    plain.close();
  }
}

it('nothing that passes between router and application can be read, as it can without', async () => {
  expect(await wire(true)).not.toMatch(/hello|answer/);
  expect(await wire(false)).toContain('hello');
});

it('without profiles the TLS of the application passes through, and the client sees its certificate', async () => {
  router.close();
  const own = config(portOf());
  [...own.tcpListeners, ...own.tcpConnectors].forEach(endpoint => delete endpoint.sslProfile);
  router = startRouter('tls', address, own, {});
  const socket = connectTls({
    host: address,
    port: PORT,
    ca: server.server.ca,
    servername: 'localhost',
    checkServerIdentity: () => undefined,
  });
  await once(socket, 'secureConnect');
  expect(socket.authorized).toBe(true);
  expect(socket.getPeerX509Certificate()?.checkIP(serverHost)).toBe(serverHost);
  socket.destroy();
});

it('files are kept when their Secret goes, and a profile without certFile has no key', () => {
  const data = Object.fromEntries(
    ['tls.crt', 'tls.key', 'ca.crt'].map(key => [key, Buffer.from(key).toString('base64')]),
  );
  const secrets = new Map([['a', { apiVersion: 'v1', kind: 'Secret', metadata: {}, data }]]);
  const files = createProfiles(name => secrets.get(name) as never);
  const read = files.read({ sslProfiles: [{ name: 'a', certFile: 'x' }, { name: 'a-profile' }] });
  expect(read('a')).toEqual({ cert: 'tls.crt', key: 'tls.key', ca: 'ca.crt' });
  expect(read('a-profile')).toEqual({ ca: 'ca.crt' });
  expect(read('b')).toBeUndefined();
  secrets.clear();
  expect(read('a')).toEqual({ cert: 'tls.crt', key: 'tls.key', ca: 'ca.crt' });
});
