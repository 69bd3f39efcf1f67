import { connect as connectTls } from 'node:tls';
import {
  createCredentials,
  nextAddress,
  routerConfig,
  startRouter,
  TestRouter,
  until,
} from '../__testUtils__/routers';

const PORT = 45671;
const address = nextAddress();
let credentials: Awaited<ReturnType<typeof createCredentials>>;
let hub: TestRouter;

beforeAll(async () => {
  credentials = await createCredentials(address);
  hub = startRouter(
    'hub',
    address,
    routerConfig('interior', { edgePort: PORT }),
    credentials.server,
  );
});
afterAll(() => hub?.close());

/** Tries a TLS connection as a router would make one. */
const attempt = (options: object) =>
  new Promise<string>(resolve => {
    const socket = connectTls({ host: address, port: PORT, ALPNProtocols: ['h2'], ...options });
    const end = (answer: string) => {
      resolve(answer);
      socket.destroy();
    };
    socket.on('error', error => end((error as NodeJS.ErrnoException).code ?? error.message));
    socket.on('close', () => end('closed'));
    // With TLS 1.3 the client hears of a refusal only when it reads.
    socket.on('secureConnect', () => setTimeout(() => end('accepted'), 300));
  });

it('are accepted when they are of the same authority', async () => {
  expect(await attempt(credentials.client)).toBe('accepted');
});

it('are needed from clients', async () => {
  expect(await attempt({ ca: credentials.client.ca })).toBe(
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  );
});

it('of another authority are refused', async () => {
  const { client } = await createCredentials(address);
  expect(await attempt({ ...client, ca: credentials.client.ca })).not.toBe('accepted');
  await until('it is noted', () => hub.log.some(line => line.startsWith('refused a link')));
});

it('are refused over TLS 1.2', async () => {
  const answer = await attempt({ ...credentials.client, maxVersion: 'TLSv1.2' });
  expect(answer).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
});

it.each([
  ['another address', /does not match certificate/],
  ['another authority', /unable to verify|self-signed/],
])('keep a spoke from linking to a hub of %s', async (what, problem) => {
  const wrong = what === 'another address';
  const other = await createCredentials(wrong ? 'localhost' : address);
  const config = routerConfig('edge', { link: { host: address, port: PORT } });
  hub.router.configure(routerConfig('interior', { edgePort: PORT }), () => other.server);
  const spoke = startRouter(
    'spoke',
    nextAddress(),
    config,
    wrong ? other.client : credentials.client,
  );
  try {
    await until('it says why', () => spoke.log.some(line => problem.test(line)));
    expect(hub.network()!.siteStatus).toHaveLength(1);
  } finally {
    spoke.close();
  }
});

it('of a version that is too old cost the link that was made with them, and no other', async () => {
  const at = nextAddress();
  const { server, client } = await createCredentials(at);
  const version = (ordinal: number, oldestValidOrdinal: number) => ({
    ...routerConfig('interior', { edgePort: PORT }),
    sslProfiles: [{ name: 'skupper-site-server', ordinal, oldestValidOrdinal }],
  });
  const own = startRouter('versions', at, version(0, 0), server);
  const downs = () => own.log.filter(line => / is down: /.test(line)).length;
  const ups = () => own.log.filter(line => /^link from spoke.* is up$/.test(line)).length;
  const config = routerConfig('edge', { link: { host: at, port: PORT } });
  const spoke = startRouter('spoke', nextAddress(), config, client);
  try {
    await until('it is linked', () => ups() === 1);
    own.router.configure(version(1, 0), () => server);
    own.router.configure(version(2, 0), () => server);
    expect(downs()).toBe(0);
    own.router.configure(version(2, 1), () => server);
    await until('it is linked again', () => ups() === 2);
    expect(downs()).toBe(1);
    own.router.configure(version(2, 2), () => server);
    own.router.configure(version(2, 2), () => server);
    expect(await attempt({ ...client, host: at })).toBe('accepted');
    expect([ups(), downs()]).toEqual([2, 1]);
  } finally {
    spoke.close();
    own.close();
  }
});

it('that are replaced count from the next connection on', async () => {
  const next = await createCredentials(address);
  hub.router.configure(routerConfig('interior', { edgePort: PORT }), () => next.server);
  expect(await attempt(credentials.client)).not.toBe('accepted');
  expect(await attempt(next.client)).toBe('accepted');
});
